import Foundation
import GRDB

/// Copies storage files.
public enum StorageBackup {
    /// Copies a file of studies, as it is at one moment, to another, while runs may be at work on it. The copy is one
    /// file, whole by itself, of the schema that the original has; it replaces an earlier copy at once.
    ///
    /// - Throws: ``DatabaseTargetError`` where the place is the file itself, a folder, or holds something else than an
    ///   earlier copy; ``StorageError`` where the file cannot be read. Nothing is written then.
    /// - Returns: what the copy holds.
    public static func copy(_ path: String, to target: String) throws -> StorageContents {
        try SQLiteStore.refuseFolder(path)
        guard FileManager.default.fileExists(atPath: path) else { throw StorageError.missing(path: path) }
        return try DatabaseTarget(path: target, occupant: .copy, sources: [path]).write { temporary in
            let queue = try SQLiteStore.explaining(path) {
                let queue = try SQLiteStore.openReadOnly(path)
                try SQLiteStore.checkSchema(queue, path)
                return queue
            }
            try DatabaseCopy.write(queue, to: temporary)
            let copy = try DatabaseQueue(path: temporary, configuration: SQLiteStore.configuration(readOnly: true))
            defer { try? copy.close() }
            return try copy.read(StorageContents.init)
        }
    }
}
