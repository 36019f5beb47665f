import Foundation
import GRDB

extension SQLiteStore {
    /// Opens a file without writing to it. A file of an older version is copied, and the copy is migrated and opened.
    /// The copy exists as long as the connection.
    static func openUnchanged(_ path: String) throws -> any DatabaseReader {
        guard try StorageFile.exists(path) else { throw StorageError.missing(path: path) }
        return try explaining(path) {
            let queue = try openReadOnly(path)
            guard try checkSchema(queue, path) else { return queue }
            let copy = try DatabaseCopy.temporary(of: queue)
            try Schema.migrator.migrate(copy)
            return copy
        }
    }
}
