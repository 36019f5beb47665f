import Foundation
import HyperparameterSearch
import StudyStorage

/// A folder of a test's own, with a store of studies in it; removed with the value.
final class Scratch: Sendable {
    let folder: URL
    private let logs: URL

    init() throws {
        let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        let name = "settle-\(UUID().uuidString)"
        folder = temporary.appendingPathComponent(name)
        logs = temporary.appendingPathComponent("\(name)-logs")
        for new in [folder, logs] {
            try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
        }
    }

    deinit {
        for old in [folder, logs] { try? FileManager.default.removeItem(at: old) }
    }

    // MARK: Files

    var storage: String { path("studies.sqlite") }

    /// What is in the folder, by name, without what SQLite keeps beside its file.
    var files: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.contains("sqlite-") }.sorted()
        }
    }

    func path(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    func contents(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
    }

    // MARK: The command

    /// Runs `settle` on this folder's store and waits for its end.
    func settle(_ arguments: String..., input: FileHandle? = nil) throws -> CommandRun {
        try start(arguments, input: input).finish()
    }

    /// Starts `settle` on this folder's store.
    func start(
        _ arguments: [String], program: String = BuiltProgram.settle.path, input: FileHandle? = nil,
        errorTerminal: FileHandle? = nil, outputTerminal: FileHandle? = nil, environment added: [String: String] = [:]
    ) throws -> RunningCommand {
        var environment = ProcessInfo.processInfo.environment
        // Tests of a terminal read plain text.
        environment["NO_COLOR"] = "1"
        environment.merge(added) { $1 }
        environment["SETTLE_STORAGE"] = storage
        return try RunningCommand(
            program, arguments, environment: environment, in: folder, logs: logs, input: input,
            errorTerminal: errorTerminal, outputTerminal: outputTerminal)
    }

    /// Runs `settle` with a terminal of some width as its standard output.
    ///
    /// - Returns: the lines on the terminal.
    func lines(on columns: Int, _ arguments: [String]) throws -> [String] {
        let terminal = try Terminal(columns: columns)
        let command = try start(arguments, outputTerminal: terminal.programEnd)
        var text = ""
        // A terminal that nobody reads stops the program.
        _ = command.wait {
            text = terminal.text
            return false
        }
        let run = try command.finish()
        guard run.status == 0 || run.status == 65 else { throw UnexpectedEnd(run: run) }
        text = terminal.text
        return text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }

    struct UnexpectedEnd: Error {
        let run: CommandRun
    }

    // MARK: What is stored

    /// How many trials of a study are complete; 0 where there is no such study yet.
    func complete(_ name: String, in storage: String? = nil) -> Int {
        guard let store = try? SQLiteStore(path: storage ?? self.storage, access: .reading),
            let study = try? store.study(named: name), let counts = try? store.counts(of: study.id)
        else { return 0 }
        return counts[.complete]
    }

    /// The trials as CSV, without the columns that differ from run to run: started, finished, run, worker.
    func stableRows(_ name: String, _ arguments: String...) throws -> [String] {
        let run = try start(["trials", name, "-f", "csv"] + arguments).finish()
        return run.lines.map {
            $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(4).joined(separator: ",")
        }
    }
}
