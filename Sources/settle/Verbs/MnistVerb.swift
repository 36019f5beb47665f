import ArgumentParser
import Foundation

struct MnistVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mnist",
        abstract: "Get the images of handwritten digits, or look at those that are there.",
        discussion: """
              settle mnist fetch
              settle mnist check
            """,
        subcommands: [MnistFetchVerb.self, MnistCheckVerb.self])

    /// The folder of the images: the named one, or `$SETTLE_DATA`, or the default.
    static func folder(_ named: String?) -> String {
        let environment = ProcessInfo.processInfo.environment["SETTLE_DATA"]
        return named ?? (environment.flatMap { $0.isEmpty ? nil : $0 } ?? defaultFolder)
    }

    static let defaultFolder = "data/mnist"
}
