import Foundation
import GRDB
import Synchronization

/// Notices when the file of an open database was deleted, or another one put in its place: SQLite would go on writing
/// to a file that has no name any more.
final class FileGuardian: Sendable {
    /// What SQLite keeps beside a database.
    private static let endings = ["-wal", "-shm"]

    private let path: String
    private let identity: FileIdentity
    private let companions: [String: FileIdentity]
    /// What was thrown the first time.
    private let found = Mutex<StorageError?>(nil)

    /// Guards the file that the path now names, and which is open.
    init(path: String) {
        self.path = path
        identity = FileIdentity(path: path)
        companions = Self.endings.reduce(into: [:]) { $0[path + $1] = FileIdentity(path: path + $1) }
    }

    /// - Throws: ``StorageError/replaced(path:rescued:)`` where the path no longer names the file; what the file holds
    ///   has been saved beside it, or where there are temporary files.
    func check(_ pool: DatabasePool) throws(StorageError) {
        guard identity.isReplaced(by: FileIdentity(path: path)) || identity == .missing else { return }
        throw found.withLock { found in
            if let found { return found }
            let name = URL(fileURLWithPath: path).lastPathComponent
            let elsewhere = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
            let rescued = [path, elsewhere].lazy.map(Self.freeName).first { Self.save(pool, as: $0) }
            if rescued != nil { removeCompanions() }
            let error = StorageError.replaced(path: path, rescued: rescued)
            found = error
            return error
        }
    }

    /// What the old file left beside the name would be taken for the next one's, and change it. What is the next one's
    /// stays.
    private func removeCompanions() {
        for (path, identity) in companions where identity != .unknown && FileIdentity(path: path) == identity {
            unlink(path)
        }
    }

    private static func freeName(_ path: String) -> String {
        let name = "\(path).rescued-\(getpid())"
        let names = [name] + (2...999).map { "\(name)-\($0)" }
        return names.first { FileIdentity(path: $0) == .missing } ?? name + "-" + UUID().uuidString
    }

    /// Through the connection that has the old file open: a new one would open whatever the path now names.
    private static func save(_ pool: DatabasePool, as path: String) -> Bool {
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.writeWithoutTransaction { old in try copy.writeWithoutTransaction { try old.backup(to: $0) } }
            try copy.close()
            return true
        } catch {
            for ending in [""] + endings + ["-journal"] { unlink(path + ending) }
            return false
        }
    }
}
