import ArgumentParser
import Foundation
import HyperparameterSearch
import PostgreSQLStorage
import ProgramObjectives
import StudyReports
import StudyStorage

struct StorageOptions: ParsableArguments {
    static let defaultPath = "results/studies.sqlite"

    @Option(
        help: ArgumentHelp(
            "The SQLite file of the studies, or postgresql://user@host/database (default: $SETTLE_STORAGE, or \(StorageOptions.defaultPath)).",
            valueName: "file"))
    var storage: String?

    @OptionGroup var color: ColorOptions

    var path: String { storage ?? Self.usualPath }

    /// The path that is used if `--storage` is not given.
    static var usualPath: String {
        let environment = ProcessInfo.processInfo.environment["SETTLE_STORAGE"]
        return environment.flatMap { $0.isEmpty ? nil : $0 } ?? defaultPath
    }

    /// The `--storage` argument for suggested commands; empty for the default.
    var argument: String { storage.map { " --storage \(ShellWord.quoted($0))" } ?? "" }

    /// Opens the storage. Only this file names the types of the stores.
    ///
    /// - Throws: `StorageError`, `PostgreSQLError`, ``UsageError``.
    func open(_ access: SQLiteStore.Access) throws -> any TrialStore {
        let store: any TrialStore
        if let address = try address {
            store = try Self.database(address, access == .writing ? .writing : .reading, lease: try lease)
        } else {
            store = try SQLiteStore(path: requirePath(), access: access, lease: try lease)
        }
        OpenStorages.add(store)
        return store
    }

    /// Opens a PostgreSQL database. A lost connection is told on standard error.
    static func database(
        _ address: PostgreSQLAddress, _ access: PostgreSQLStore.Access,
        lease: TimeInterval = PostgreSQLStore.defaultLease
    ) throws -> PostgreSQLStore {
        try PostgreSQLStore(address, access: access, lease: lease) { Console.error("settle: \($0)") }
    }

    /// Copies all studies to a file, as they are at one moment.
    ///
    /// - Throws: `DatabaseTargetError`, `StorageError`, `PostgreSQLError`.
    func copy(to file: String) throws -> StorageContents {
        guard let address = try address else { return try StorageBackup.copy(try requirePath(), to: file) }
        return try Self.database(address, .reading).copy(to: file)
    }

    /// The address of a PostgreSQL database; nil where the storage is a file.
    ///
    /// - Throws: `PostgreSQLError` where it cannot be one.
    private var address: PostgreSQLAddress? {
        get throws { PostgreSQLAddress.isAddress(path) ? try PostgreSQLAddress(path) : nil }
    }

    /// Whether the storage may be there. Whether a database has studies is known when it is opened.
    var mayExist: Bool { PostgreSQLAddress.isAddress(path) || FileManager.default.fileExists(atPath: path) }

    /// Where the trials of a study of a program keep what they need to go on: beside the storage file. With a database they
    /// are where the usual storage file would be, so that all machines that work in one shared folder have them.
    func checkpointFolders(of study: String) -> CheckpointFolders {
        var place = path
        if PostgreSQLAddress.isAddress(path) {
            let words = path.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "._".contains($0))) }
            place = "results/" + words.joined(separator: "-").prefix(200)
        }
        return CheckpointFolders(study: study, root: URL(fileURLWithPath: place).path + ".checkpoints/\(study)")
    }

    /// The names of the stored studies, read without waiting for anyone.
    func studyNames() throws -> [String] {
        guard let address = try address else { return try SQLiteStore.studyNames(path: path) }
        return try PostgreSQLStore(address, access: .reading, patience: 0).studies().map(\.definition.name)
    }

    /// The path of the storage file.
    ///
    /// - Throws: `StorageError` if the text is not a path.
    func requirePath() throws -> String {
        try StoragePath.check(path)
        return path
    }

    /// The seconds without a sign of life after which other processes take up the trials of this one.
    ///
    /// - Throws: ``UsageError`` if `SETTLE_LEASE` is not a number in the allowed range.
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

    /// Opens the storage for reading and finds a study by name.
    ///
    /// - Throws: ``UsageError`` if there is no such study, `StorageError`.
    func study(_ name: String) throws -> StoredStudy {
        let reader = try open(.reading)
        return StoredStudy(try record(named: name, in: reader), in: reader, kinds: .ofTheCommand)
    }

    /// Finds a study by name.
    ///
    /// - Throws: ``UsageError`` if there is no such study. The error lists the studies of the storage.
    func record(named name: String, in store: any StudyReader) throws -> StudyRecord {
        if let record = try store.study(named: name) { return record }
        let names = try store.studies().map(\.definition.name)
        throw UsageError(
            description: "there is no study '\(name)' in \(path); "
                + (names.isEmpty ? "it is empty" : "it has: \(names.joined(separator: ", "))"))
    }
}

/// A verb with a `--storage` option.
protocol StorageVerb: ParsableCommand {
    var storage: StorageOptions { get }
}
