import Foundation
import GRDB

/// Copies storage files.
public enum StorageBackup {
    /// Copies a storage file, as it is at one moment, to another file. Runs may work on the original meanwhile. The
    /// copy is one complete file with the schema of the original, and replaces an earlier copy atomically.
    ///
    /// - Throws: ``DatabaseTargetError`` where the place is the file itself or a folder, or has anything but an earlier
    ///   copy; ``StorageError`` where the file cannot be read. Nothing is written then.
    /// - Returns: the contents of the copy.
    public static func copy(_ path: String, to target: String) throws -> StorageContents {
        guard try StorageFile.exists(path) else { throw StorageError.missing(path: path) }
        return try DatabaseTarget(path: target, occupant: .copy, sources: [path]).write { temporary in
            let queue = try SQLiteStore.explaining(path) {
                let queue = try SQLiteStore.openReadOnly(path)
                try SQLiteStore.checkSchema(queue, path)
                return queue
            }
            defer {
                try? queue.close()
                CleanClosing.removeCompanions(of: path, mayMove: false)
            }
            try DatabaseCopy.write(queue, to: temporary)
            let copy = try DatabaseQueue(path: temporary, configuration: SQLiteStore.configuration(readOnly: true))
            defer { try? copy.close() }
            return try copy.read(StorageContents.init)
        }
    }
}
