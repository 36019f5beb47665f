import Foundation
import GRDB
import HyperparameterSearch

/// Unites storage files.
public enum StorageMerge {
    /// Unites the studies of several files in a new one. The files are only looked at, each as it is at one moment.
    ///
    /// Of studies of one name the budget is the largest. A trial that has ended in any file has ended; of results that
    /// agree the one that says most is kept, the same whatever the order of the files. Whatever else was given out
    /// waits, from its last checkpoint. Runs get new numbers; those still at work count as abandoned.
    ///
    /// - Throws: ``MergeError`` where the files contradict each other, ``DatabaseTargetError`` where the new file cannot be
    ///   written or is there already, ``StorageError`` where a file cannot be read. Nothing is written then.
    /// - Returns: what the new file holds.
    public static func unite(_ paths: [String], into target: String) throws -> StorageContents {
        try DatabaseTarget(path: target, occupant: .nothing, sources: paths).write { temporary in
            let stores = try paths.map { try SQLiteStore(path: $0, access: .unchanged) }
            return try withSnapshots(of: stores[...]) { sources in
                try writing(target) {
                    let queue = try DatabaseQueue(path: temporary)
                    defer { try? queue.close() }
                    // The file is synchronized as a whole in the end.
                    try queue.writeWithoutTransaction {
                        try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA synchronous = OFF")
                    }
                    try Schema.migrator.migrate(queue)
                    return try queue.write { database in
                        try MergedStudy.all(of: sources, in: database)
                        return try StorageContents(database)
                    }
                }
            }
        }
    }

    /// Reads from all files at once, so that each stays as it is meanwhile.
    private static func withSnapshots<Result>(
        of stores: ArraySlice<SQLiteStore>, _ opened: [MergeSource] = [], _ body: ([MergeSource]) throws -> Result
    ) throws -> Result {
        guard let store = stores.first else { return try body(opened) }
        return try store.read { database in
            let source = MergeSource(path: store.path, database: database)
            return try withSnapshots(of: stores.dropFirst(), opened + [source], body)
        }
    }

    /// Errors of SQLite as the new file's; those of a source have been told as its own before.
    private static func writing<Result>(_ target: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw DatabaseTargetError.unwritable(path: target, detail: error.message ?? "SQLite error")
        }
    }
}
