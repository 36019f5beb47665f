import Foundation

/// Where the command writes: data on standard output, everything else on standard error.
enum Console {
    static func print(_ text: String) {
        write(text + "\n", to: .standardOutput)
    }

    static func error(_ text: String) {
        write(text + "\n", to: .standardError)
    }

    /// Text as it is, without a line end, on standard error.
    static func status(_ text: String) {
        write(text, to: .standardError)
    }

    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    private static func write(_ text: String, to handle: FileHandle) {
        // A reader that has gone away (`| head`) is no error of ours.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
