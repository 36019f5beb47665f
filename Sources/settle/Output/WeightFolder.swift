import Foundation
import HyperparameterSearch
import StudyReports

/// A folder that takes the weights of trained networks.
struct WeightFolder {
    let path: String
    /// By which the user may name another folder.
    var option = "--save"
    /// The storage of the studies, which is never replaced.
    let storage: String

    /// Makes the folder, so that what is wrong with it comes out before hours of training.
    ///
    /// - Throws: ``OutputError``.
    func prepare() throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw OutputError(
                description: "'\(path)' cannot be made (\(error.localizedDescription)); "
                    + "name another folder with \(option)")
        }
        guard access(path, W_OK) == 0 else {
            throw OutputError(description: "'\(path)' cannot be written; name another folder with \(option)")
        }
    }

    /// Writes the weights of complete trials, a file each, and says where.
    ///
    /// - Throws: `StoredStudyError` where one has none, ``UsageError`` where one would replace a database; then nothing is
    ///   written. ``OutputError``.
    func write(_ trials: [Trial], of study: StoredStudy) throws {
        try study.requireWeights(of: trials)
        try prepare()
        let files = trials.map { file(of: $0, study.name) }
        for file in files { try file.check() }
        for (trial, file) in zip(trials, files) {
            try file.write(study.weights(of: trial))
            Console.error("The weights of trial \(trial.number): \(file.path)")
        }
    }

    private func file(of trial: Trial, _ study: String) -> OutputFile {
        let name = "\(study)-\(trial.number).npz"
        return OutputFile(path: (path.hasSuffix("/") ? path : path + "/") + name, option: option, storage: storage)
    }
}
