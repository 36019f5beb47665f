import Checksums
import Foundation
import GRDB
import GRDBSQLite

/// Inserts rows into a table, each with its checksum, which is computed from the values as they are bound.
///
/// It calls SQLite directly, because GRDB's arguments, and the second write of each row by ``RowSealer``, would take
/// longer than the insertion itself. GRDB's observers do not hear of such a row, so the sealer leaves it as it is.
struct SealedInsert {
    private let database: Database
    private let statement: Statement
    /// What the checksum covers: the bytes that ``RowChecksum/computed(_:)`` takes.
    private var bytes: [UInt8] = []
    private var parameter: Int32 = 0
    /// The code of the first value of the row that could not be bound.
    private var bindingCode = SQLITE_OK

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

    private mutating func note(_ code: Int32) {
        if bindingCode == SQLITE_OK { bindingCode = code }
    }

    mutating func bindNull() {
        bytes.append(0)
        note(sqlite3_bind_null(statement.sqliteStatement, next()))
    }

    mutating func bind(_ number: Int64?) {
        guard let number else { return bindNull() }
        bytes.append(1)
        bytes.append(littleEndian: number)
        note(sqlite3_bind_int64(statement.sqliteStatement, next(), number))
    }

    mutating func bind(_ number: Int?) { bind(number.map(Int64.init)) }

    mutating func bind(_ number: Double?) {
        guard let number else { return bindNull() }
        // SQLite's REAL columns do not keep the sign of zero.
        let stored = number + 0
        bytes.append(2)
        bytes.append(littleEndian: stored.bitPattern)
        note(sqlite3_bind_double(statement.sqliteStatement, next(), stored))
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
        note(sqlite3_bind_int64(statement.sqliteStatement, next(), Int64(CRC32.of(bytes))))
        let code = step()
        bytes.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        parameter = 0
        let notBound = bindingCode
        bindingCode = SQLITE_OK
        guard code == SQLITE_DONE else {
            // Where a value could not be bound, the connection's message is that of a later value.
            let connection = notBound == SQLITE_OK ? database.sqliteConnection : nil
            let message = connection.map { String(cString: sqlite3_errmsg($0)) }
            let extended = connection.map { sqlite3_extended_errcode($0) } ?? code
            sqlite3_reset(statement.sqliteStatement)
            sqlite3_clear_bindings(statement.sqliteStatement)
            throw DatabaseError(resultCode: ResultCode(rawValue: extended), message: message, sql: statement.sql)
        }
        sqlite3_reset(statement.sqliteStatement)
        // The bytes are gone.
        sqlite3_clear_bindings(statement.sqliteStatement)
    }

    /// Binds the texts and the blobs where they are, so that SQLite does not copy them, and executes the statement.
    ///
    /// - Returns: the code of the first value that could not be bound; otherwise that of the execution.
    private mutating func step() -> Int32 {
        let (parts, statement) = (parts, statement.sqliteStatement)
        var bindingCode = bindingCode
        let code = bytes.withUnsafeBytes { all in
            for part in parts {
                // There is a byte before each part, so no address is nil.
                let start = all.baseAddress! + part.bytes.lowerBound
                // A count that does not fit in Int32 becomes the largest Int32. SQLite then returns SQLITE_TOOBIG.
                let count = Int32(clamping: part.bytes.count)
                let code =
                    part.isText
                    ? sqlite3_bind_text(
                        statement, part.parameter, start.assumingMemoryBound(to: CChar.self), count, nil)
                    : sqlite3_bind_blob(statement, part.parameter, start, count, nil)
                if bindingCode == SQLITE_OK { bindingCode = code }
            }
            return bindingCode == SQLITE_OK ? sqlite3_step(statement) : bindingCode
        }
        self.bindingCode = bindingCode
        return code
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
