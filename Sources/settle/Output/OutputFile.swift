import Foundation
import StudyStorage

/// Where a verb writes its results: a file that is no database, a FIFO or a device, or, for `-`, standard output.
struct OutputFile {
    let path: String
    /// By which the user may name another place.
    var option = "-o"
    /// The storage of the studies, which is never replaced.
    let storage: String

    var isStandardOutput: Bool { path == "-" }

    /// Writes a text with its last line's end.
    ///
    /// - Throws: ``OutputError``, ``UsageError``; then a file is as it was.
    func write(_ text: String) throws {
        guard !isStandardOutput else {
            return try Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
        try write(Data((target.isTerminal ? TerminalText.lines(text) : text).utf8))
    }

    /// - Throws: ``OutputError``, ``UsageError``; then a file is as it was.
    func write(_ data: Data) throws {
        try explaining { () throws(OutputTargetError) in try target.write(data) }
    }

    /// Finds out whether the place can be written to, before the work.
    func check() throws {
        guard !isStandardOutput else { return }
        try explaining { () throws(OutputTargetError) in try target.check() }
    }

    private var target: OutputTarget { OutputTarget(path, sparing: [storage]) }

    private func explaining(_ body: () throws(OutputTargetError) -> Void) throws {
        do {
            try body()
        } catch {
            let text = "\(error) with \(option)"
            throw error.isUsage ? UsageError(description: text) : OutputError(description: text) as any Error
        }
    }
}
