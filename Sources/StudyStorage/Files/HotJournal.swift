import Foundation
import GRDB

/// A rollback journal that a killed process left beside a database.
///
/// A file that is not yet in WAL mode (a backup, a merged file, a new one) has such a journal while it is converted. The
/// file is whole only after the journal has been rolled back, which takes a connection that may write.
enum HotJournal {
    /// Whether a journal lies beside the file. It is hot unless another process is writing: SQLite tells the two apart by
    /// its locks.
    static func mayExist(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-journal", &status) == 0 && status.st_size > 0
    }

    /// Rolls a hot journal back, as every program that opens the file for writing does. Nothing happens where there is no
    /// journal, where the file or its folder cannot be written, or where the file is another program's.
    static func rollBack(_ path: String) throws {
        guard mayExist(path), !DatabaseFiles.isOfAnotherProgram(path) else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard access(path, W_OK) == 0, access(folder, W_OK) == 0 else { return }
        try openForWriting(path)
    }

    private static func openForWriting(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: SQLiteStore.configuration(readOnly: false))
        defer { try? queue.close() }
        // The first read rolls back.
        _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
    }

    /// A connection to a copy of the file, rolled back: where the file itself cannot be written. The copy is gone with the
    /// connection.
    ///
    /// - Throws: ``StorageError/unreadable(path:detail:)`` where the folder for temporary files does not take the copy.
    static func openRolledBackCopy(_ path: String) throws -> DatabaseQueue {
        let folder = FileManager.default.temporaryDirectory
        let copy = folder.appendingPathComponent("settle-\(UUID().uuidString).sqlite").path
        defer {
            for ending in ["", "-journal", "-wal", "-shm"] { unlink(copy + ending) }
        }
        do {
            for ending in ["", "-journal"] {
                try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
                chmod(copy + ending, 0o600)
            }
        } catch {
            throw StorageError.unreadable(
                path: path,
                detail: "its last change was cut short, and no copy to undo it can be made in \(folder.path)")
        }
        try openForWriting(copy)
        return try DatabaseQueue(path: copy, configuration: SQLiteStore.configuration(readOnly: true))
    }
}
