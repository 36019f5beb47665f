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
    /// - Parameters:
    ///   - paths: the files to merge.
    ///   - names: what errors call the files at these paths, where that is not the path.
    ///   - target: the path of the new file.
    /// - Throws: ``MergeError`` where the files contradict each other, ``DatabaseTargetError`` where the new file
    ///   cannot be written or exists already, ``StorageError`` where a file cannot be read. Nothing is written then.
    /// - Returns: the contents of the new file.
    public static func unite(
        _ paths: [String], named names: [String: String] = [:], into target: String
    ) throws -> StorageContents {
        try DatabaseTarget(path: target, occupant: .nothing, sources: paths).write { temporary in
            try withSources(paths, named: names) { sources in
                try writing(target) {
                    let merged = try write(sources, to: temporary)
                    defer { try? merged.close() }
                    return try merged.read(StorageContents.init)
                }
            }
        }
    }

    /// Writes the merged studies to a new file.
    ///
    /// - Parameter lastRun: the runs get IDs above this one.
    static func write(_ sources: [MergeSource], to path: String, lastRun: Int64 = 0) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path)
        // The whole file is synchronized at the end.
        try queue.writeWithoutTransaction {
            try $0.execute(
                sql: """
                    PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = \(Schema.applicationID);
                    PRAGMA synchronous = OFF
                    """)
        }
        try Schema.migrator.migrate(queue)
        try queue.write { database in
            try RowSealer.sealing(database) { database in
                try database.execute(sql: "UPDATE last_run SET id = ?", arguments: [lastRun])
                try MergedStudy.all(of: sources, in: database)
            }
        }
        return queue
    }

    /// Opens files without changing them, and closes them afterwards.
    static func withSources<Result>(
        _ paths: [String], named names: [String: String] = [:], _ body: ([MergeSource]) throws -> Result
    ) throws -> Result {
        var stores: [SQLiteStore] = []
        defer { for store in stores { try? store.close() } }
        for path in paths { stores.append(try SQLiteStore(path: path, access: .unchanged)) }
        return try withSnapshots(of: stores[...], named: names, [], body)
    }

    /// Holds a read transaction on every file at once, so that the content of each stays the same meanwhile.
    private static func withSnapshots<Result>(
        of stores: ArraySlice<SQLiteStore>, named names: [String: String], _ opened: [MergeSource],
        _ body: ([MergeSource]) throws -> Result
    ) throws -> Result {
        guard let store = stores.first else { return try body(opened) }
        return try store.read { database in
            let source = MergeSource(path: names[store.path] ?? store.path, database: database)
            return try withSnapshots(of: stores.dropFirst(), named: names, opened + [source], body)
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
