import AnnealingStudies
import ArgumentParser
import DigitFiles
import StudyFiles

/// The option for the folder of the training images.
struct DigitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the images, for training (default: $SETTLE_DATA, or \(MnistVerb.defaultFolder)).",
            valueName: "folder"))
    var data: String?

    /// The `--data` argument for suggested commands; empty for the default.
    var argument: String { data.map { " --data \(ShellWord.quoted($0))" } ?? "" }

    /// Reads the images of the folder.
    ///
    /// - Parameter verified: whether the images must be MNIST.
    /// - Throws: `DigitFileError`.
    func load(verified: Bool) throws(DigitFileError) -> DigitData {
        try DigitData(folder: MnistVerb.folder(data), verified: verified)
    }

    /// The resources for objectives. Images are read only if an objective asks for them.
    func resources(threads: Int) -> StudyResources {
        StudyResources(threads: threads).offering(DigitSource { try load(verified: $0) })
    }
}
