import Foundation
import GRDB
import Locks

/// Notices that the file of an open database was deleted or replaced by another one. SQLite itself would go on writing
/// to a file that no longer has a name.
final class FileGuardian: Sendable {
    /// The endings of the files that SQLite keeps beside an open database.
    private static let endings = ["-wal", "-shm"]

    private let path: String
    private let identity: FileIdentity
    private let companions: [String: FileIdentity]
    /// The error of the first failed check.
    private let found = Mutex<StorageError?>(nil)

    /// Guards the file that the path now names. The database must be open.
    init(path: String) {
        self.path = path
        identity = FileIdentity(path: path)
        companions = Self.endings.reduce(into: [:]) { $0[path + $1] = FileIdentity(path: path + $1) }
    }

    /// - Throws: ``StorageError/replaced(path:rescued:)`` where the path no longer names the file. The content of the
    ///   open file is then saved beside the path or, where that fails, in the folder for temporary files.
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

    /// Deletes the old file's `-wal` and `-shm`. SQLite would take them for those of the new file and change it. Files
    /// that belong to the new file stay.
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

    /// Copies through the connection that has the old file open, because a new one would open the file that the path
    /// now names.
    private static func save(_ pool: DatabasePool, as path: String) -> Bool {
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.writeWithoutTransaction { old in try copy.writeWithoutTransaction { try old.backup(to: $0) } }
            try copy.close()
            return true
        } catch {
            DatabaseFiles.delete(path)
            return false
        }
    }
}
