import Checksums
import Foundation
import GRDB
import GRDBSQLite

/// Inserts rows into a table, each with its checksum, which is computed from the values as they are bound.
///
/// It calls SQLite itself: GRDB's arguments and the second writing of a row by ``RowSealer`` would take longer than
/// SQLite does. SQLite calls no observer of GRDB's then, so the sealer does not see these rows.
struct SealedInsert {
    private let database: Database
    private let statement: Statement
    /// What the checksum covers: the bytes that ``RowChecksum/computed(_:)`` takes.
    private var bytes: [UInt8] = []
    private var parameter: Int32 = 0

    /// A text or a blob among the bytes.
    private struct Part {
        let parameter: Int32
        let bytes: Range<Int>
        let isText: Bool
    }

    private var parts: [Part] = []

    /// - Parameter columns: all columns of the table but the checksum's, in their order.
    init(into table: String, _ columns: [String], _ database: Database) throws {
        self.database = database
        let marks = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
        statement = try database.cachedStatement(
            sql: """
                INSERT INTO \(table) (\(columns.joined(separator: ", ")), \(RowChecksum.column)) VALUES (\(marks))
                """)
        bytes.reserveCapacity(1024)
    }

    private mutating func next() -> Int32 {
        parameter += 1
        return parameter
    }

    mutating func bindNull() {
        bytes.append(0)
        sqlite3_bind_null(statement.sqliteStatement, next())
    }

    mutating func bind(_ number: Int64?) {
        guard let number else { return bindNull() }
        bytes.append(1)
        bytes.append(littleEndian: number)
        sqlite3_bind_int64(statement.sqliteStatement, next(), number)
    }

    mutating func bind(_ number: Int?) { bind(number.map(Int64.init)) }

    mutating func bind(_ number: Double?) {
        guard let number else { return bindNull() }
        // SQLite's REAL columns do not keep the sign of zero.
        let stored = number + 0
        bytes.append(2)
        bytes.append(littleEndian: stored.bitPattern)
        sqlite3_bind_double(statement.sqliteStatement, next(), stored)
    }

    mutating func bind(_ text: String?) {
        guard var text else { return bindNull() }
        bytes.append(3)
        bytes.append(littleEndian: Int64(text.utf8.count))
        let start = bytes.count
        text.withUTF8 { bytes.append(contentsOf: $0) }
        parts.append(Part(parameter: next(), bytes: start..<bytes.count, isText: true))
    }

    mutating func bind(_ data: Data) {
        bytes.append(4)
        bytes.append(littleEndian: Int64(data.count))
        let start = bytes.count
        data.withUnsafeBytes { bytes.append(contentsOf: $0) }
        parts.append(Part(parameter: next(), bytes: start..<bytes.count, isText: false))
    }

    /// Inserts the row whose values were bound.
    ///
    /// - Throws: `DatabaseError`.
    mutating func insert() throws {
        sqlite3_bind_int64(statement.sqliteStatement, next(), Int64(CRC32.of(bytes)))
        let code = step()
        bytes.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        parameter = 0
        guard code == SQLITE_DONE else {
            let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
            let extended = database.sqliteConnection.map { sqlite3_extended_errcode($0) } ?? code
            sqlite3_reset(statement.sqliteStatement)
            sqlite3_clear_bindings(statement.sqliteStatement)
            throw DatabaseError(resultCode: ResultCode(rawValue: extended), message: message, sql: statement.sql)
        }
        sqlite3_reset(statement.sqliteStatement)
        // The bytes are gone.
        sqlite3_clear_bindings(statement.sqliteStatement)
    }

    /// Executes the statement with the texts and the blobs where they are, so that SQLite does not copy them.
    private func step() -> Int32 {
        bytes.withUnsafeBytes { all in
            for part in parts {
                // There is a byte before each part, so no address is nil.
                let start = all.baseAddress! + part.bytes.lowerBound
                let count = Int32(part.bytes.count)
                if part.isText {
                    let text = start.assumingMemoryBound(to: CChar.self)
                    sqlite3_bind_text(statement.sqliteStatement, part.parameter, text, count, nil)
                } else {
                    sqlite3_bind_blob(statement.sqliteStatement, part.parameter, start, count, nil)
                }
            }
            return sqlite3_step(statement.sqliteStatement)
        }
    }
}

extension SealedInsert {
    /// The columns of the table of trials.
    static let trialColumns = [
        "study_id", "number", "state", "parameters", "parent_study", "parent_number", "attempt", "holder_id", "run_id",
        "value", "bound", "last_value", "reason", "named_values", "steps", "started_at", "finished_at", "checksum",
        "revision",
    ]
}
