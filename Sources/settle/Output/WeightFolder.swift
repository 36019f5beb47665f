import Foundation
import HyperparameterSearch
import StudyReports

/// A folder to which the weights of trained networks are written.
struct WeightFolder {
    let path: String
    /// The option with which the user can name another folder.
    var option = "--save"
    /// The path of the storage, which is never replaced.
    let storage: String

    /// Makes the folder. Its errors then appear before hours of training and not after them.
    ///
    /// - Throws: ``OutputError`` if the folder cannot be made or written to.
    func prepare() throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw OutputError(
                description: "'\(path)' cannot be made (\(SystemText.of(error) ?? "\(error)")); "
                    + "name another folder with \(option)")
        }
        guard access(path, W_OK) == 0 else {
            throw OutputError(description: "'\(path)' cannot be written; name another folder with \(option)")
        }
    }

    /// Writes the weights of complete trials, one file for each, and prints the paths.
    ///
    /// - Throws: `StoredStudyError` if a trial has no weights, or ``UsageError`` if a file would replace a database:
    ///   nothing is written then. ``OutputError`` if a file cannot be written.
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
