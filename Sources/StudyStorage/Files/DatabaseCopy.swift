import Foundation
import GRDB

/// Copies of databases.
enum DatabaseCopy {
    /// Copies a database, as it is at one moment, to a new file that is whole by itself, without `-wal` beside it.
    static func write(_ reader: any DatabaseReader, to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try reader.backup(to: copy)
        try copy.close()
        // The copy has the original's WAL mode; a connection that finds it can end it.
        let copied = try DatabaseQueue(path: path)
        try copied.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copied.close()
    }

    /// Does something with a copy that is gone afterwards, except for connections that are still open to it.
    ///
    /// - Throws: ``StorageError`` where the folder for temporary files has no room, and what `body` throws.
    static func withTemporary<Result>(of reader: any DatabaseReader, _ body: (String) throws -> Result) throws -> Result
    {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appendingPathComponent("settle-\(UUID().uuidString).sqlite").path
        defer {
            for ending in [""] + DatabaseFiles.companionEndings { unlink(path + ending) }
        }
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
