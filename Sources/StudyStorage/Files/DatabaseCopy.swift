import Foundation
import GRDB

/// Copies of databases.
enum DatabaseCopy {
    /// Copies a database, as it is at one moment, to a new file that is complete without a `-wal` beside it.
    static func write(_ reader: any DatabaseReader, to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try reader.backup(to: copy)
        try copy.close()
        // The copy is in the original's WAL mode. A new connection can end that mode.
        let copied = try DatabaseQueue(path: path)
        try copied.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copied.close()
    }

    /// A writable copy that exists as long as its connection. Its file has no name, so a killed process leaves none.
    ///
    /// - Throws: ``StorageError`` where the folder for temporary files cannot take the copy.
    static func temporary(of reader: any DatabaseReader) throws -> DatabaseQueue {
        do {
            // SQLite makes a file of its own for an empty path, once the copy outgrows the cache, and unlinks it at
            // once.
            let copy = try DatabaseQueue(path: "", configuration: SQLiteStore.configuration(readOnly: false))
            try reader.backup(to: copy)
            return copy
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_CANTOPEN
        {
            throw StorageError.unreadable(
                path: TemporaryPlace.folder,
                detail: "a copy of the studies is made there to be looked at: \(error.text)")
        }
    }
}
