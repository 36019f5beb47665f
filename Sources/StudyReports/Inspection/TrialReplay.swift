import Foundation
import HyperparameterSearch
import SpikingDynamics

/// A trial that is evaluated again.
public struct TrialReplay: Sendable {
    /// What is stored of it.
    public let content: TrialContent
    /// The version of the arithmetic that its values are of.
    public let numerics: Int

    /// - Throws: ``StoredStudyError`` where the trial did not end by itself.
    public init(of trial: Trial, in study: StoredStudy) throws {
        guard trial.state == .complete || trial.state == .failed else {
            throw study.error(.notReplayable(trial.number, trial.state))
        }
        content = try study.content(of: trial)
        // This version's where no run is named.
        numerics =
            try study.reader.runs(of: study.record.id).first { $0.id == trial.run }?.description.numerics
            ?? Numerics.version
    }

    /// Evaluates the trial again.
    ///
    /// - Returns: where the result differs from what is stored.
    public func differences(by objective: any Objective) -> [TrialContent.Difference] {
        let trial = content.trial
        guard let parameters = trial.parameters else { return [] }
        let candidate = Candidate(number: trial.number, parameters: parameters, parent: trial.parent)
        let now = Date()
        let again = FinishedTrial(candidate, objective.evaluation(of: candidate), started: now, finished: now)
        return content.differences(to: TrialContent(again, run: trial.run ?? RunID(0)))
    }
}
