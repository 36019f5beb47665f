import Foundation
import GRDB
import Synchronization

/// Notices when the file of an open database was deleted, or another one put in its place: SQLite would go on writing
/// to a file that has no name any more.
final class FileGuardian: Sendable {
    private let path: String
    private let identity: FileIdentity?
    /// What was thrown the first time.
    private let found = Mutex<StorageError?>(nil)

    /// Guards the file that the path now names.
    init(path: String) {
        self.path = path
        identity = FileIdentity(path: path)
    }

    /// - Throws: ``StorageError/replaced(path:rescued:)`` where the path no longer names the file; what the file holds
    ///   has been saved beside it.
    func check(_ pool: DatabasePool) throws(StorageError) {
        guard FileIdentity(path: path) != identity else { return }
        throw found.withLock { found in
            if let found { return found }
            let rescue = "\(path).rescued-\(getpid())"
            let error = StorageError.replaced(path: path, rescued: Self.save(pool, of: path, as: rescue) ? rescue : nil)
            found = error
            return error
        }
    }

    /// Through the connection that has the old file open: a new one would open whatever the path now names.
    private static func save(_ pool: DatabasePool, of name: String, as path: String) -> Bool {
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.writeWithoutTransaction { old in try copy.writeWithoutTransaction { try old.backup(to: $0) } }
            try copy.close()
            // What the old file left beside the name would be taken for the next one's, and change it.
            for suffix in ["-wal", "-shm"] { unlink(name + suffix) }
            return true
        } catch {
            return false
        }
    }
}
