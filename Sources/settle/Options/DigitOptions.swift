import AnnealingStudies
import ArgumentParser
import DigitFiles
import HyperparameterSearch

/// Where the images of a training study lie.
struct DigitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the images, for training (default: $SETTLE_DATA, or \(MnistVerb.defaultFolder)).",
            valueName: "folder"))
    var data: String?

    /// The `--data` argument for suggested commands; empty for the default.
    var argument: String { data.map { " --data \(ShellWord.quoted($0))" } ?? "" }

    /// The images of a folder.
    ///
    /// - Parameter verified: whether only MNIST will do.
    /// - Throws: `DigitFileError`.
    func load(verified: Bool) throws(DigitFileError) -> DigitData {
        try DigitData(folder: MnistVerb.folder(data), verified: verified)
    }

    /// What evaluates the trials of a study.
    func evaluator(of study: AnnealingStudy, threads: Int) throws -> any Objective {
        var isMNIST = true
        if case .training(let settings) = study.objective { isMNIST = settings.data == .mnist }
        return try study.objective.evaluator(digits: { try load(verified: isMNIST) }, threads: threads)
    }
}
