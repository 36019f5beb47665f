import AnnealingStudies
import Foundation
import HyperparameterSearch

/// A folder that takes the weights of trained networks.
struct WeightFolder {
    let path: String

    /// Makes the folder, so that what is wrong with it comes out before hours of training.
    ///
    /// - Throws: ``OutputError``.
    func prepare() throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw OutputError(
                description: "'\(path)' cannot be made (\(error.localizedDescription)); name another folder with --save"
            )
        }
        guard access(path, W_OK) == 0 else {
            throw OutputError(description: "'\(path)' cannot be written; name another folder with --save")
        }
    }

    /// Writes the weights of complete trials, a file each, and says where.
    func write(_ trials: [Trial], of study: OpenedStudy) throws {
        for trial in trials where trial.state == .complete {
            guard
                let weights = try study.store.artifact(
                    named: TrainingObjective.weights, ofTrial: trial.number, of: study.record.id)
            else { continue }
            let file = (path.hasSuffix("/") ? path : path + "/") + "\(study.name)-\(trial.number).npz"
            try OutputFile.write(weights, to: file, option: "--save")
            Console.error("The weights of trial \(trial.number): \(file)")
        }
    }
}
