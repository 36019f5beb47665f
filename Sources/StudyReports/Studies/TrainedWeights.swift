import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyFiles

extension StoredStudy {
    /// The best trained networks, continuous ones included, best first.
    ///
    /// - Throws: ``StoredStudyError`` if the study is not a training study, no trial is complete, or pruned trials
    ///   could be among the best.
    public func bestTrained(_ count: Int) throws -> [Trial] {
        guard kind.map({ type(of: $0).artifactNames.contains(TrainingObjective.weights) }) == true else {
            throw error(.noTraining(.weights))
        }
        let trials = try ranked(count).map(\.trial)
        guard !trials.isEmpty else { throw error(.noTrainedNetwork) }
        return trials
    }

    /// - Throws: ``StoredStudyError`` if a trial has no weights.
    public func requireWeights(of trials: [Trial]) throws {
        for trial in trials {
            let names = try reader.artifactNames(ofTrial: trial.number, of: record.id)
            guard names.contains(TrainingObjective.weights) else { throw error(.noWeights(trial.number)) }
        }
    }

    /// The weights of a trial in NumPy's `.npz` form; empty if it has none.
    public func weights(of trial: Trial) throws -> Data {
        try reader.artifact(named: TrainingObjective.weights, ofTrial: trial.number, of: record.id) ?? Data()
    }
}
