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
        let parameter = next()
        text.withUTF8 { utf8 in
            bytes.append(3)
            bytes.append(littleEndian: Int64(utf8.count))
            bytes.append(contentsOf: utf8)
            utf8.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text(
                    statement.sqliteStatement, parameter, characters.baseAddress ?? Self.noCharacters,
                    Int32(characters.count), Self.copied)
            }
        }
    }

    mutating func bind(_ data: Data) {
        let parameter = next()
        bytes.append(4)
        bytes.append(littleEndian: Int64(data.count))
        data.withUnsafeBytes { content in
            bytes.append(contentsOf: content)
            if let first = content.baseAddress, !content.isEmpty {
                _ = sqlite3_bind_blob(
                    statement.sqliteStatement, parameter, first, Int32(content.count), Self.copied)
            } else {
                _ = sqlite3_bind_zeroblob(statement.sqliteStatement, parameter, 0)
            }
        }
    }

    /// Inserts the row whose values were bound.
    ///
    /// - Throws: `DatabaseError`.
    mutating func insert() throws {
        sqlite3_bind_int64(statement.sqliteStatement, next(), Int64(CRC32.of(bytes)))
        bytes.removeAll(keepingCapacity: true)
        parameter = 0
        let code = sqlite3_step(statement.sqliteStatement)
        guard code == SQLITE_DONE else {
            let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
            let extended = database.sqliteConnection.map { sqlite3_extended_errcode($0) } ?? code
            sqlite3_reset(statement.sqliteStatement)
            throw DatabaseError(resultCode: ResultCode(rawValue: extended), message: message, sql: statement.sql)
        }
        sqlite3_reset(statement.sqliteStatement)
    }

    /// SQLite copies the bytes before the binding returns.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
    /// An empty text is not NULL.
    nonisolated(unsafe) private static let noCharacters = UnsafePointer(strdup("")!)
}
