import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    /// Gives the unused pages of the file back to the file system. With `rewriting` the whole file is written anew,
    /// without the gaps between rows; it needs as much free space as the new file takes.
    ///
    /// A file that an older version made has no record of where its pages belong, so only rewriting makes it smaller;
    /// it then has that record.
    public func reclaimSpace(rewriting: Bool) throws -> StoreSpace {
        guard let pool = reader as? DatabasePool else { throw StorageError.readOnly(path: path) }
        return try Self.explaining(path) {
            try pool.writeWithoutTransaction { database in
                let before = try Self.size(database)
                if rewriting {
                    try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
                } else if try Int.fetchOne(database, sql: "PRAGMA auto_vacuum") == 2 {
                    try database.execute(sql: "PRAGMA incremental_vacuum")
                }
                let after = try Self.size(database)
                // While another process reads, the file gets its new size later.
                _ = try? database.checkpoint(.truncate)
                return StoreSpace(before: before.total, after: after.total, unused: after.unused)
            }
        }
    }

    /// The bytes of the file, and of its unused pages.
    private static func size(_ database: Database) throws -> (total: Int, unused: Int) {
        let value = { (name: String) in try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0 }
        let page = try value("page_size")
        return (try value("page_count") * page, try value("freelist_count") * page)
    }
}
