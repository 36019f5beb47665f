import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyFiles

extension StoredStudy {
    /// The best networks that were trained, continuous ones included, best first.
    ///
    /// - Throws: ``StoredStudyError`` where the study trained none, or pruned trials could be among them.
    public func bestTrained(_ count: Int) throws -> [Trial] {
        guard kind.map({ type(of: $0).artifactNames.contains(TrainingObjective.weights) }) == true else {
            throw error(.noTraining(.weights))
        }
        let trials = try best(count)
        guard !trials.isEmpty else { throw error(.noTrainedNetwork) }
        return trials
    }

    /// - Throws: ``StoredStudyError`` where a trial has no weights.
    public func requireWeights(of trials: [Trial]) throws {
        for trial in trials {
            let names = try reader.artifactNames(ofTrial: trial.number, of: record.id)
            guard names.contains(TrainingObjective.weights) else { throw error(.noWeights(trial.number)) }
        }
    }

    /// The weights of a trial, as NumPy's `.npz`.
    public func weights(of trial: Trial) throws -> Data {
        try reader.artifact(named: TrainingObjective.weights, ofTrial: trial.number, of: record.id) ?? Data()
    }
}
