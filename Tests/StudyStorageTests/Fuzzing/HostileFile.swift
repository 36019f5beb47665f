import Foundation
import GRDB
import TestSupport

@testable import StudyStorage

/// Database files to damage. Their pages are small, so that most bytes of a file are in use.
enum HostileFile {
    /// The sample studies. Where `isLax` is true, the schema allows any value in its columns.
    static func bytes(isLax: Bool) throws -> [UInt8] {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            try SampleStudies.record(in: store)
            try store.close()
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM")
                try RowSealer.sealing(database) {
                    try $0.execute(
                        sql: """
                            INSERT INTO conflicts (study_id, number, run_id, found_at, difference)
                            SELECT study_id, 0, id, 0, 'value: stored 1, found 2' FROM runs LIMIT 1
                            """)
                }
                if isLax { try database.execute(sql: HostileRows.makeLax) }
            }
            try queue.close()
            return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }

    /// Writes a file, and deletes the files that an earlier one left beside it.
    static func write(_ bytes: [UInt8], to path: String) throws {
        for suffix in ["-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Executes statements, one on each line. Statements that fail, because they violate a key, do nothing.
    static func execute(_ statements: [UInt8], on path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            // With checksums that hold, so that the rows are read.
            try? RowSealer.sealing(database) { database in
                for line in String(decoding: statements, as: UTF8.self).split(separator: "\n") {
                    try? database.execute(sql: String(line))
                }
            }
        }
        try queue.close()
    }
}
