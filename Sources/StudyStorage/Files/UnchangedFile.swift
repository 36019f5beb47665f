import Foundation
import GRDB

extension SQLiteStore {
    /// Opens a file without writing to it. A file of an older version is copied, and the copy is migrated and opened.
    /// The copy exists as long as the connection.
    static func openUnchanged(_ path: String) throws -> any DatabaseReader {
        try refuseFolder(path)
        guard FileManager.default.fileExists(atPath: path) else { throw StorageError.missing(path: path) }
        return try explaining(path) {
            let queue = try openReadOnly(path)
            guard try checkSchema(queue, path) else { return queue }
            return try DatabaseCopy.withTemporary(of: queue) { copy in
                let writer = try DatabaseQueue(path: copy, configuration: configuration(readOnly: false))
                try Schema.migrator.migrate(writer)
                try writer.close()
                return try openReadOnly(copy)
            }
        }
    }
}
