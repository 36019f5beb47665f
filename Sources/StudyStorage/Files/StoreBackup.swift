import Foundation
import GRDB

/// How much a file holds.
public struct StoreContents: Sendable, Hashable {
    public var studies: Int
    /// Trials that ended.
    public var finishedTrials: Int

    public init(studies: Int, finishedTrials: Int) {
        self.studies = studies
        self.finishedTrials = finishedTrials
    }

    init(_ database: Database) throws {
        // Both tables are in every schema; an empty file has none yet.
        let isEmpty = try !database.tableExists("trials")
        let count = { (rows: String) in
            isEmpty ? 0 : try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(rows)") ?? 0
        }
        self.init(studies: try count("studies"), finishedTrials: try count("trials WHERE finished_at IS NOT NULL"))
    }
}

extension SQLiteStore {
    /// Copies a file of studies, as it is at one moment, to another, while runs may be at work on it. The copy is one
    /// file, whole by itself, of the schema that the original has; it replaces an earlier copy at once.
    ///
    /// - Throws: ``FileTargetError`` where the place is the file itself, a folder, or holds something that is not ours;
    ///   ``StorageError`` where the file cannot be read. Nothing is written then.
    /// - Returns: what the copy holds.
    public static func backUp(_ path: String, to target: String) throws -> StoreContents {
        try refuseFolder(path)
        guard FileManager.default.fileExists(atPath: path) else { throw StorageError.missing(path: path) }
        guard !isSame(target, path) else { throw FileTargetError.isTheStorage(path: target) }
        let queue = try explaining(path) {
            let queue = try openReadOnly(path)
            try checkSchema(queue, path)
            return queue
        }
        return try WholeFile.write(to: target, replacing: .database, source: path) { temporary in
            try WholeFile.copy(queue, to: temporary)
            let copy = try DatabaseQueue(path: temporary, configuration: configuration(readOnly: true))
            defer { try? copy.close() }
            return try copy.read(StoreContents.init)
        }
    }

    /// Whether a place is a database file, or what SQLite keeps beside one.
    private static func isSame(_ place: String, _ path: String) -> Bool {
        let names = ["", "-wal", "-shm", "-journal"].map { WholeFile.resolved(path) + $0 }
        if names.contains(WholeFile.resolved(place)) { return true }
        // The source is there, so that a place without a file is not the same.
        return FileIdentity(path: place) == FileIdentity(path: path)
    }
}
