import AnnealingStudies
import ArgumentParser
import DigitFiles
import StudyFiles

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

    /// What the command offers to objectives. Images are read only if an objective asks for them.
    func resources(threads: Int) -> StudyResources {
        StudyResources(threads: threads).offering(DigitSource { try load(verified: $0) })
    }
}
