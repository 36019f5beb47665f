import Foundation
import HyperparameterSearch
import SpikingDynamics

/// Another evaluation of a stored trial, to compare it with the stored result.
public struct TrialReplay: Sendable {
    /// Everything that is stored of the trial.
    public let content: TrialContent
    /// The numerics version that computed the stored values.
    public let numerics: Int

    /// - Throws: ``StoredStudyError`` if the trial is neither complete nor failed.
    public init(of trial: Trial, in study: StoredStudy) throws {
        guard trial.state == .complete || trial.state == .failed else {
            throw study.error(.notReplayable(trial.number, trial.state))
        }
        content = try study.content(of: trial)
        // A trial without a run counts as one of this version.
        numerics =
            try study.reader.runs(of: study.record.id).first { $0.id == trial.run }?.description.numerics
            ?? Numerics.version
    }

    /// Evaluates the trial again.
    ///
    /// - Returns: the differences between the stored result and the new one.
    public func differences(by objective: any Objective) -> [TrialContent.Difference] {
        let trial = content.trial
        guard let parameters = trial.parameters else { return [] }
        let candidate = Candidate(number: trial.number, parameters: parameters, parent: trial.parent)
        let now = Date()
        let again = FinishedTrial(candidate, objective.evaluation(of: candidate), started: now, finished: now)
        return content.differences(to: TrialContent(again, run: trial.run ?? RunID(0)))
    }
}
