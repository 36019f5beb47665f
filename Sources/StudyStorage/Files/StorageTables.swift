import Foundation
import GRDB
import HyperparameterSearch

/// The rows of a storage file, for copies from and to other stores with the same tables and columns.
package enum StorageTables {
    /// A new file that is filled, within its transaction.
    package struct Filling {
        fileprivate let database: Database

        /// Inserts a row with these values in these columns; the others are null.
        package func insert(into table: String, _ columns: [String], _ values: [DatabaseValue]) throws {
            let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
            try database.cachedStatement(
                sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
            ).execute(arguments: StatementArguments(values))
        }

        /// Inserts trials of a study with everything that belongs to them. The holder is the run that works on the trial.
        package func insert(
            _ trials: [(record: TrialRecord, holder: Int64?, revision: Int64)], of study: StudyID
        ) throws {
            var inserter = try ResultInserter(database, study: study)
            for trial in trials {
                try inserter.insert(trial.record, heldBy: trial.holder, revision: trial.revision)
            }
        }
    }

    /// Writes a file with the given rows, in place of an earlier copy. Tables come in the order in which they refer to each
    /// other. The rows get their checksums here.
    ///
    /// - Throws: ``DatabaseTargetError``, ``StorageError``, and what `fill` throws; nothing is written then.
    package static func write(
        to target: String, _ fill: (Filling) throws -> Void
    ) throws -> StorageContents {
        try DatabaseTarget(path: target, occupant: .copy, sources: []).write { temporary in
            let queue = try DatabaseQueue(path: temporary)
            defer { try? queue.close() }
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
                try database.execute(sql: "DELETE FROM last_run")
                try RowSealer.sealing(database) { try fill(Filling(database: $0)) }
            }
            return try queue.read(StorageContents.init)
        }
    }

    /// Calls `visit` with the rows of some columns of a table, in the order in which they were written.
    ///
    /// - Throws: ``StorageError``, and what `visit` throws.
    package static func read(
        _ path: String,
        _ body: (_ rows: (String, [String], ([DatabaseValue]) throws -> Void) throws -> Void) throws -> Void
    ) throws {
        let store = try SQLiteStore(path: path, access: .unchanged)
        defer { try? store.close() }
        try store.read { database in
            try body { table, columns, visit in
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY rowid")
                while let row = try rows.next() { try visit(Array(row.databaseValues)) }
            }
        }
    }
}
