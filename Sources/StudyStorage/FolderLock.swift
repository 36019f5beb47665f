import Foundation

/// An exclusive lock on a folder, held while a database in it is opened and migrated.
///
/// Processes that open a fresh file together would otherwise collide in switching it to WAL. The folder is locked, and
/// not the file, because closing a second descriptor of a database file drops SQLite's own locks on it.
enum FolderLock {
    static func hold<Result>(_ folder: String, _ body: () throws -> Result) throws -> Result {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StorageError.unreadable(path: folder, detail: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            // A file system that has no such locks (some network ones) leaves SQLite's own.
            if errno != EINTR { break }
        }
        return try body()
    }
}
