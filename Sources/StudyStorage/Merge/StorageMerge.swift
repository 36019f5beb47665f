import Foundation
import GRDB
import HyperparameterSearch

/// Merges storage files.
public enum StorageMerge {
    /// Merges the studies of several files into a new file. The files are not changed; each is read in one transaction.
    ///
    /// The budget of a merged study is the largest of its budgets. A trial that is finished in any file is finished in
    /// the new one. Where several results agree, the one that says most is kept; the choice does not depend on the
    /// order of the files. Every other trial that was given out waits, with its last checkpoint. Runs get new IDs; runs
    /// that have not ended count as abandoned.
    ///
    /// - Throws: ``MergeError`` where the files contradict each other, ``DatabaseTargetError`` where the new file
    ///   cannot be written or exists already, ``StorageError`` where a file cannot be read. Nothing is written then.
    /// - Returns: the contents of the new file.
    public static func unite(_ paths: [String], into target: String) throws -> StorageContents {
        try DatabaseTarget(path: target, occupant: .nothing, sources: paths).write { temporary in
            let stores = try paths.map { try SQLiteStore(path: $0, access: .unchanged) }
            return try withSnapshots(of: stores[...]) { sources in
                try writing(target) {
                    let queue = try DatabaseQueue(path: temporary)
                    defer { try? queue.close() }
                    // The whole file is synchronized at the end.
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

    /// Holds a read transaction on every file at once, so that the content of each stays the same meanwhile.
    private static func withSnapshots<Result>(
        of stores: ArraySlice<SQLiteStore>, _ opened: [MergeSource] = [], _ body: ([MergeSource]) throws -> Result
    ) throws -> Result {
        guard let store = stores.first else { return try body(opened) }
        return try store.read { database in
            let source = MergeSource(path: store.path, database: database)
            return try withSnapshots(of: stores.dropFirst(), opened + [source], body)
        }
    }

    /// Turns SQLite's errors into errors of the new file. Errors of a source already name that source.
    private static func writing<Result>(_ target: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw DatabaseTargetError.unwritable(path: target, detail: error.text)
        }
    }
}
