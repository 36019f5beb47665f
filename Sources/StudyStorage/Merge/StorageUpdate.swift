import Foundation
import GRDB
import HyperparameterSearch

extension StorageMerge {
    /// Merges the studies of several files into an existing file, in one transaction: the file has everything
    /// afterwards, or is as it was. Runs get new IDs, which no run of the file has had.
    ///
    /// - Throws: ``MergeError``, ``StorageError``; `StudyError.busy` while a run works on a study of the file.
    /// - Returns: the contents of the file before and after.
    public static func update(
        _ target: String, with paths: [String]
    ) throws -> (before: StorageContents, after: StorageContents) {
        guard FileIdentity(path: target) != .missing else { throw StorageError.missing(path: target) }
        let store = try SQLiteStore(path: target)
        defer { try? store.close() }
        let pending = PendingFile(for: TargetPlace.resolved(target))
        defer { pending.discard() }
        return try withSources(paths) { sources in
            try store.write { database in
                let own = MergeSource(path: target, database: database)
                for study in try own.studies() {
                    let runs = try SQLiteStore.runsAtWork(on: study.record.id, in: database)
                    if let run = runs.first(where: { !$0.isDead }) { throw StudyError.busy(run.record) }
                }
                let lastRun = try Int64.fetchOne(database, sql: "SELECT max(id) FROM last_run") ?? 0
                let before = try StorageContents(database)
                let merged = try write([own] + sources, to: pending.temporaryPath, lastRun: lastRun)
                defer { try? merged.close() }
                try merged.read { try copy($0, to: database) }
                return (before, try StorageContents(database))
            }
        }
    }

    /// Replaces all rows of a database by those of another one with the same schema.
    private static func copy(_ merged: Database, to database: Database) throws {
        // Trials refer to runs, so they are deleted first.
        for table in ["trials", "studies", "last_run"] { try database.execute(sql: "DELETE FROM \(table)") }
        for table in RowChecksum.tables {
            let rows = try Row.fetchCursor(merged, sql: "SELECT * FROM \(table)")
            while let row = try rows.next() {
                let columns = row.columnNames.joined(separator: ", ")
                let marks = Array(repeating: "?", count: row.count).joined(separator: ", ")
                try database.cachedStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
                    .execute(arguments: StatementArguments(row.databaseValues))
            }
        }
    }
}
