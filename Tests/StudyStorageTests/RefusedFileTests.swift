import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// Files that are not ours are refused with an error that says why, and are not changed.
@Suite struct RefusedFileTests {
    static let accesses: [SQLiteStore.Access] = [.reading, .writing]

    private func error(_ path: String, _ access: SQLiteStore.Access) -> StorageError? {
        #expect(throws: StorageError.self) { try SQLiteStore(path: path, access: access) }
    }

    /// - Returns: the error of opening the file. The file must not change.
    private func errorLeavingUntouched(_ path: String, _ access: SQLiteStore.Access) throws -> StorageError? {
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = self.error(path, access)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        return error
    }

    @Test(arguments: ["text", "name: quick\n", String(repeating: "not a database\n", count: 1000)], accesses)
    func aTextFile(_ text: String, _ access: SQLiteStore.Access) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("notes.txt")
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            let error = try #require(try errorLeavingUntouched(path, access))
            guard case .notADatabase(path) = error else { return #expect(Bool(false), "\(error)") }
            #expect(error.isBadData)
        }
    }

    @Test(arguments: accesses) func aFolder(_ access: SQLiteStore.Access) throws {
        try TemporaryFolder.with { folder in
            let error = try #require(self.error(folder.path, access))
            guard case .folder(folder.path) = error else { return #expect(Bool(false), "\(error)") }
            #expect(error.isBadData)
        }
    }

    @Test(arguments: accesses) func anotherProgramsDatabase(_ access: SQLiteStore.Access) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("other.sqlite")
            let other = try DatabaseQueue(path: path)
            try other.write { try $0.execute(sql: "CREATE TABLE studies (id INTEGER)") }
            try other.close()
            let error = try #require(try errorLeavingUntouched(path, access))
            guard case .otherProgram(path) = error else { return #expect(Bool(false), "\(error)") }
            #expect(error.isBadData)
        }
    }

    @Test(arguments: accesses) func aNewerSchema(_ access: SQLiteStore.Access) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("newer.sqlite")
            _ = try SQLiteStore(path: path).write {
                // A later version may make triggers too.
                try $0.execute(
                    sql: """
                        INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future');
                        CREATE TRIGGER later AFTER INSERT ON trials BEGIN SELECT 1; END
                        """)
            }
            let error = try #require(try errorLeavingUntouched(path, access))
            guard case .newer(path) = error else { return #expect(Bool(false), "\(error)") }
            #expect(error.isBadData)
        }
    }

    @Test func aMissingFileIsNotMadeByReading() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("deeper/none.sqlite")
            let error = try #require(self.error(path, .reading))
            guard case .missing(path) = error else { return #expect(Bool(false), "\(error)") }
            #expect(!error.isBadData)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test func aMissingFileIsMadeByWritingWithItsFolders() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("results/2026 100%/a?b#c.sqlite")
            try SampleStudies.record(in: SQLiteStore(path: path))
            #expect(try SQLiteStore(path: path, access: .reading).studies().count == 2)
        }
    }

    /// The state that a process leaves when it is killed while it makes the file.
    @Test(arguments: accesses) func aFileWithoutTablesYetIsCompleted(_ access: SQLiteStore.Access) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let begun = try DatabaseQueue(path: path)
            try begun.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = wal; PRAGMA application_id = \(Schema.applicationID)")
            }
            try begun.close()
            #expect(try SQLiteStore(path: path, access: access).studies() == [])
        }
    }

    @Test func aFolderThatIsAFile() throws {
        try TemporaryFolder.with { folder in
            try "text".write(toFile: folder.file("plain"), atomically: false, encoding: .utf8)
            let error = try #require(self.error(folder.file("plain/s.sqlite"), .writing))
            guard case .unreadable = error else { return #expect(Bool(false), "\(error)") }
            #expect(!error.isBadData)
        }
    }

    @Test func aDamagedFile() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try SampleStudies.record(in: SQLiteStore(path: path))
            // Everything after the first page is overwritten.
            let file = try #require(FileHandle(forUpdatingAtPath: path))
            let size = try file.seekToEnd()
            try file.seek(toOffset: 4096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4096))
            try file.close()
            let error = #expect(throws: StorageError.self) {
                try SQLiteStore(path: path, access: .reading).studies()
            }
            #expect(error?.isBadData == true)
        }
    }

    @Test func aReadingStoreRefusesToWrite() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try SampleStudies.record(in: SQLiteStore(path: path))
            let store = try SQLiteStore(path: path, access: .reading)
            let error = #expect(throws: StorageError.self) { try store.openStudy(Sample.definition("new")) }
            guard case .readOnly(path)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        }
    }
}
