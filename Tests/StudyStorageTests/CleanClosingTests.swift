import Foundation
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

@Suite("After the last handle is closed") struct CleanClosingTests {
    private func withFile(_ body: (TemporaryFolder, String) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            try SampleStudies.record(in: store)
            try store.close()
            try body(folder, path)
        }
    }

    private func beside(_ path: String) -> [String] {
        ["-wal", "-shm", "-journal"].filter { FileManager.default.fileExists(atPath: path + $0) }
    }

    @Test("nothing is left beside a file", arguments: [SQLiteStore.Access.writing, .reading, .unchanged])
    func handle(_ access: SQLiteStore.Access) throws {
        try withFile { _, path in
            let store = try SQLiteStore(path: path, access: access)
            _ = try store.studies()
            _ = try store.findings()
            try store.close()
            #expect(beside(path) == [])
        }
    }

    @Test("nothing is left by a reader that closes after the writer, and all by one that closes before it")
    func order() throws {
        try withFile { _, path in
            let (writer, reader) = (try SQLiteStore(path: path), try SQLiteStore(path: path, access: .reading))
            _ = try reader.studies()
            try writer.setAttribute("note", to: "1", ofTrial: 0, of: StudyID(1))
            let early = try SQLiteStore(path: path, access: .unchanged)
            _ = try early.studies()
            try early.close()
            #expect(beside(path) == ["-wal", "-shm"])
            try writer.close()
            try reader.close()
            #expect(beside(path) == [])
            let again = try SQLiteStore(path: path, access: .reading)
            #expect(try again.attributes(ofTrial: 0, of: StudyID(1)) == ["note": "1"])
        }
    }

    @Test("nothing is left by a copy, a merge, or a handle that could not be opened")
    func others() throws {
        try withFile { folder, path in
            _ = try StorageBackup.copy(path, to: folder.file("copy.sqlite"))
            _ = try StorageMerge.unite([path], into: folder.file("merged.sqlite"))
            _ = try StorageMerge.gaps(in: folder.file("merged.sqlite"), of: [path])
            for path in [path, folder.file("copy.sqlite"), folder.file("merged.sqlite")] { #expect(beside(path) == []) }
            #expect(throws: StorageError.self) {
                try StorageMerge.unite([path, folder.file("none.sqlite")], into: folder.file("other.sqlite"))
            }
            #expect(beside(path) == [])
            let store = try SQLiteStore(path: path)
            try store.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')") }
            try store.close()
            #expect(throws: StorageError.self) { try SQLiteStore(path: path, access: .reading) }
            #expect(beside(path) == [])
        }
    }
}
