import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyReports
import StudyStorage

struct StorageOptions: ParsableArguments {
    static let defaultPath = "results/studies.sqlite"

    @Option(
        help: ArgumentHelp(
            "The SQLite file of the studies (default: $SETTLE_STORAGE, or \(StorageOptions.defaultPath)).",
            valueName: "file"))
    var storage: String?

    var path: String { storage ?? Self.usualPath }

    /// The file where none is named.
    static var usualPath: String {
        let environment = ProcessInfo.processInfo.environment["SETTLE_STORAGE"]
        return environment.flatMap { $0.isEmpty ? nil : $0 } ?? defaultPath
    }

    /// The `--storage` argument for suggested commands; empty for the default.
    var argument: String { storage.map { " --storage \(ShellWord.quoted($0))" } ?? "" }

    /// Opens the storage. No other part of the command knows what kind of store it is.
    ///
    /// - Throws: `StorageError`, ``UsageError``.
    func open(_ access: SQLiteStore.Access) throws -> any TrialStore {
        try SQLiteStore(path: requirePath(), access: access, lease: try lease)
    }

    /// - Throws: ``UsageError`` where the option is empty.
    func requirePath() throws -> String {
        guard !path.isEmpty else { throw UsageError(description: "--storage is empty; name a file") }
        return path
    }

    /// How long this process may be silent before others take up its trials, in seconds.
    private var lease: TimeInterval {
        get throws {
            guard let text = ProcessInfo.processInfo.environment["SETTLE_LEASE"], !text.isEmpty else {
                return SQLiteStore.defaultLease
            }
            guard let seconds = Double(text), (3...86_400).contains(seconds) else {
                throw UsageError(
                    description: "SETTLE_LEASE is '\(text.prefix(40))'; give a number of seconds from 3 to 86400, "
                        + "or leave it out for \(Int(SQLiteStore.defaultLease))")
            }
            return seconds
        }
    }

    /// A study that is stored, to be read.
    func study(_ name: String) throws -> StoredStudy {
        let reader = try open(.reading)
        return StoredStudy(try record(named: name, in: reader), in: reader, kinds: .ofTheCommand)
    }

    /// - Throws: ``UsageError`` where there is no such study; it names the studies that there are.
    func record(named name: String, in store: any StudyReader) throws -> StudyRecord {
        if let record = try store.study(named: name) { return record }
        let names = try store.studies().map(\.definition.name)
        throw UsageError(
            description: "there is no study '\(name)' in \(path); "
                + (names.isEmpty ? "it is empty" : "it has: \(names.joined(separator: ", "))"))
    }
}

/// A verb that works on a storage.
protocol StorageVerb: ParsableCommand {
    var storage: StorageOptions { get }
}
