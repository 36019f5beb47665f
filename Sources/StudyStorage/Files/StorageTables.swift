import Foundation
import GRDB
import HyperparameterSearch

/// The rows of a storage file, for copies from and to other stores with the same tables and columns.
package enum StorageTables {
    /// Takes the values of some columns of a row; the others are null.
    package typealias Insert = (_ table: String, _ columns: [String], _ values: [DatabaseValue]) throws -> Void

    /// Writes a file with the given rows, in place of an earlier copy. Tables come in the order in which they refer to each
    /// other. The rows get their checksums here.
    ///
    /// - Throws: ``DatabaseTargetError``, ``StorageError``, and what `fill` throws; nothing is written then.
    package static func write(
        to target: String, _ fill: (Insert) throws -> Void
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
                try RowSealer.sealing(database) { database in
                    try fill { table, columns, values in
                        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
                        try database.cachedStatement(
                            sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
                        ).execute(arguments: StatementArguments(values))
                    }
                }
                try sealResults(database)
            }
            return try queue.read(StorageContents.init)
        }
    }

    /// Gives every result its checksum, and its row the checksum that follows from it.
    private static func sealResults(_ database: Database) throws {
        let studies = try Int64.fetchAll(database, sql: "SELECT id FROM studies")
        for study in studies.map({ StudyID($0) }) {
            try RowSealer.sealing(database) { database in
                let numbers = try Int.fetchAll(
                    database, sql: "SELECT number FROM trials WHERE study_id = ? AND run_id IS NOT NULL",
                    arguments: [study.rawValue])
                for number in numbers { try TrialRecord(number, of: study, in: database)?.saveChecksum(database) }
            }
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
