import Foundation
import HyperparameterSearch
import SpikingDynamics

extension TrialContent {
    /// Evaluates a trial that ended by itself again: where the result differs from what is stored.
    func differencesWhenReplayed(by objective: any Objective) -> [Difference] {
        guard let parameters = trial.parameters else { return [] }
        let candidate = Candidate(number: trial.number, parameters: parameters, parent: trial.parent)
        let now = Date()
        let again = FinishedTrial(candidate, objective.evaluation(of: candidate), started: now, finished: now)
        return differences(to: TrialContent(again, run: trial.run ?? RunID(0)))
    }
}

extension OpenedStudy {
    /// The version of the arithmetic that a trial's values are of; this one's where no run is named.
    func numerics(of trial: Trial) throws -> Int {
        try store.runs(of: record.id).first { $0.id == trial.run }?.description.numerics ?? Numerics.version
    }
}
