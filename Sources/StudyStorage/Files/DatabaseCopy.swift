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

    /// Calls `body` with the path of a temporary copy, and deletes the copy afterwards. Open connections to it stay
    /// usable.
    ///
    /// - Throws: ``StorageError`` where the folder for temporary files cannot take the copy, and what `body` throws.
    static func withTemporary<Result>(of reader: any DatabaseReader, _ body: (String) throws -> Result) throws -> Result
    {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appendingPathComponent("settle-\(UUID().uuidString).sqlite").path
        defer { DatabaseFiles.delete(path) }
        do {
            try write(reader, to: path)
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_CANTOPEN
        {
            throw StorageError.unreadable(
                path: folder.path, detail: "a copy of the studies is made there to be looked at: \(error.message ?? "")"
            )
        }
        return try body(path)
    }
}
