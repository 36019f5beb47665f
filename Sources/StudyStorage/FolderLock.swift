import Foundation

/// An exclusive lock on a folder, held while a database in it is opened and migrated.
///
/// Without it, processes that open a new file at the same time would collide when they switch it to WAL. The lock is on
/// the folder and not on the file, because closing a second descriptor of a database file drops SQLite's own locks on
/// it.
enum FolderLock {
    static func hold<Result>(_ folder: String, _ body: () throws -> Result) throws -> Result {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StorageError.unreadable(path: folder, detail: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            // Some network file systems have no such locks. Then only SQLite's own locks remain.
            if errno != EINTR { break }
        }
        return try body()
    }
}
