import Foundation
import GRDB

/// A rollback journal that a killed process left beside a database.
///
/// A file that is not yet in WAL mode (a backup, a merged file, a new one) has a journal while it is converted. After a
/// crash the file is intact only when the journal has been rolled back, and that needs a writable connection.
enum HotJournal {
    /// Whether there is a journal beside the file. The journal is hot unless another process is writing; SQLite
    /// distinguishes the two by its locks.
    static func mayExist(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-journal", &status) == 0 && status.st_size > 0
    }

    /// Rolls a hot journal back, like every program that opens the file for writing. Does nothing where there is no
    /// journal, where the file or its folder is not writable, or where the file belongs to another program.
    static func rollBack(_ path: String) throws {
        guard mayExist(path), !DatabaseFiles.isOfAnotherProgram(path) else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard access(path, W_OK) == 0, access(folder, W_OK) == 0 else { return }
        try openForWriting(path)
    }

    private static func openForWriting(_ path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: SQLiteStore.configuration(readOnly: false))
        defer { try? queue.close() }
        // The first read rolls the journal back.
        _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
    }

    /// Opens a copy of the file whose journal has been rolled back, for a file that is not writable. The copy is
    /// deleted at once and exists as long as the connection.
    ///
    /// - Throws: ``StorageError/unreadable(path:detail:)`` where the folder for temporary files cannot take the copy.
    static func openRolledBackCopy(_ path: String) throws -> DatabaseQueue {
        let folder = FileManager.default.temporaryDirectory
        let copy = folder.appendingPathComponent("settle-\(UUID().uuidString).sqlite").path
        defer { DatabaseFiles.delete(copy) }
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
