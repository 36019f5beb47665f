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
        let copy: TemporaryPlace
        do {
            copy = try TemporaryPlace()
        } catch {
            throw uncopied(path, error)
        }
        defer { copy.discard() }
        do {
            try content(of: path, to: copy.descriptor)
            let journal = open(copy.path + "-journal", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard journal >= 0 else { throw SystemError() }
            defer { close(journal) }
            try content(of: path + "-journal", to: journal)
        } catch let error as SystemError {
            throw uncopied(path, error)
        }
        try openForWriting(copy.path)
        return try DatabaseQueue(path: copy.path, configuration: SQLiteStore.configuration(readOnly: true))
    }

    /// Writes the content of a file to an open one.
    private static func content(of path: String, to descriptor: Int32) throws {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw SystemError() }
        defer { close(source) }
        var part = Data(count: 1 << 20)
        while true {
            let count = part.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
            if count == 0 { return }
            if count > 0 { try part.prefix(count).write(to: descriptor) }
            guard count > 0 || errno == EINTR else { throw SystemError() }
        }
    }

    private static func uncopied(_ path: String, _ error: SystemError) -> StorageError {
        .unreadable(
            path: path,
            detail: "its last change was cut short, and no copy to undo it can be made in \(TemporaryPlace.folder): "
                + "\(error)")
    }
}
