import Foundation
import StudyStorage

/// The place to which a verb writes its results: a file that is not a database, a FIFO, a device, or standard output
/// (`-`).
struct OutputFile {
    let path: String
    /// The option with which the user can name another place.
    var option = "-o"
    /// The path of the storage, which is never replaced.
    let storage: String

    var isStandardOutput: Bool { path == "-" }

    /// Writes a text that ends with a line end.
    ///
    /// - Throws: ``OutputError`` or ``UsageError``; an existing file is then unchanged.
    func write(_ text: String) throws {
        guard !isStandardOutput else {
            return try Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
        try write(Data((target.isTerminal ? TerminalText.lines(text) : text).utf8))
    }

    /// - Throws: ``OutputError`` or ``UsageError``; an existing file is then unchanged.
    func write(_ data: Data) throws {
        try explaining { () throws(OutputTargetError) in try target.write(data) }
    }

    /// Writes lines in pieces.
    ///
    /// - Throws: ``OutputError`` or ``UsageError``, and the errors of `body`; an existing file is then unchanged.
    func write(lines body: (LineOutput) throws -> Void) throws {
        guard !isStandardOutput else { return try LineOutput.print(body) }
        let escapes = target.isTerminal
        do {
            try target.write { write in
                try LineOutput.write(body) { try write(Data(escapes ? TerminalText.lines($0) : $0)) }
            }
        } catch let error as OutputTargetError {
            throw explained(error)
        }
    }

    /// Checks that the place can be written to, before the work begins.
    ///
    /// - Throws: ``OutputError`` or ``UsageError`` if it cannot.
    func check() throws {
        guard !isStandardOutput else { return }
        try explaining { () throws(OutputTargetError) in try target.check() }
    }

    private var target: OutputTarget { OutputTarget(path, sparing: [storage]) }

    private func explaining(_ body: () throws(OutputTargetError) -> Void) throws {
        do {
            try body()
        } catch {
            throw explained(error)
        }
    }

    private func explained(_ error: OutputTargetError) -> any Error {
        let text = "\(error) with \(option)"
        return error.isUsage ? UsageError(description: text) : OutputError(description: text)
    }
}
