import Foundation
import GRDB

/// Removes the `-wal` and `-shm` that a read-only connection leaves beside a file.
///
/// SQLite deletes them when the last connection closes, but a read-only connection cannot. A writable connection that
/// is opened and closed can, and does nothing while another process has the file open.
enum CleanClosing {
    /// - Parameters:
    ///   - path: a storage file without an open connection of this handle.
    ///   - mayMove: whether a log that a killed process left may be moved into the file; otherwise only an empty log is
    ///     removed, and the file stays as it is to the byte.
    static func removeCompanions(of path: String, mayMove: Bool) {
        var status = stat()
        guard stat(path + "-wal", &status) == 0, status.st_size == 0 || mayMove else { return }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard access(path, W_OK) == 0, access(folder, W_OK) == 0 else { return }
        // A failure leaves the files, which harm nothing.
        guard let queue = try? DatabaseQueue(path: path, configuration: SQLiteStore.configuration(readOnly: false))
        else { return }
        _ = try? queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
        try? queue.close()
    }

    /// Calls `body`, which opens the file, and removes what a failed opening leaves.
    static func opening<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        let hadLog = FileIdentity(path: path + "-wal") != .missing
        do {
            return try body()
        } catch {
            if !hadLog { removeCompanions(of: path, mayMove: false) }
            throw error
        }
    }
}
