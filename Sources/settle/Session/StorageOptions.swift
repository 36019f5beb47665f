import ArgumentParser
import Foundation
import HyperparameterSearch
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

    /// What to add to a command so that it finds the same file; empty for the default.
    var argument: String { storage.map { " --storage \(ShellWord.quoted($0))" } ?? "" }

    func open(_ access: SQLiteStore.Access) throws -> SQLiteStore {
        try SQLiteStore(path: requirePath(), access: access, lease: try lease)
    }

    /// - Throws: ``UsageError`` where the option is empty.
    func requirePath() throws -> String {
        guard !path.isEmpty else { throw UsageError(description: "--storage is empty; name a file") }
        return path
    }

    /// How long this process may say nothing before others take up its trials, in seconds.
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

    /// A study that is stored, to be looked at.
    func study(_ name: String, access: SQLiteStore.Access = .reading) throws -> OpenedStudy {
        let store = try open(access)
        let record = try record(named: name, in: store)
        return OpenedStudy(record: record, store: store, storageArgument: argument)
    }

    /// - Throws: ``UsageError`` where there is no such study; it says which there are.
    func record(named name: String, in store: SQLiteStore) throws -> StudyRecord {
        if let record = try store.study(named: name) { return record }
        let names = try store.studies().map(\.definition.name)
        throw UsageError(
            description: "there is no study '\(name)' in \(path); "
                + (names.isEmpty ? "it is empty" : "it has: \(names.joined(separator: ", "))"))
    }
}
