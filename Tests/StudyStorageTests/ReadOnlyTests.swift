import Foundation
import GRDB
import HyperparameterSearch
import TestSupport
import Testing

@testable import StudyStorage

/// Files and folders without the right to write. Each test runs in a process without the superuser's rights.
@Suite struct ReadOnlyTests {
    /// Makes a closed database in its own folder, with these modes of file and folder.
    private static func database(in folder: TemporaryFolder, fileMode: mode_t, folderMode: mode_t) throws -> String {
        let path = folder.file("s.sqlite")
        try SampleStudies.record(in: SQLiteStore(path: path))
        #expect(chmod(path, fileMode) == 0 && chmod(folder.path, folderMode) == 0)
        return path
    }

    private static func makeEmptyFile(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
        try queue.close()
    }

    private static func expectReadOnly(_ path: String) {
        let error = #expect(throws: StorageError.self) { try SQLiteStore(path: path) }
        guard case .readOnly(path)? = error else {
            Issue.record("\(String(describing: error)) is not readOnly")
            return
        }
        #expect(error?.isBadData == false)
    }

    private static func expectReadable(_ path: String) throws {
        let store = try SQLiteStore(path: path, access: .reading)
        try SampleStudies.check(store, run: RunID(1))
    }

    @Test(arguments: [mode_t(0o777), 0o555]) func aReadOnlyFileIsReadButNotWritten(_ folderMode: mode_t) async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = try Self.database(in: folder, fileMode: 0o444, folderMode: folderMode)
            await #expect(processExitsWith: .success) { [path = path as String] in
                try UnprivilegedUser.become()
                Self.expectReadOnly(path)
                try Self.expectReadable(path)
                Self.expectReadOnly(path)
            }
        }
    }

    @Test func aWritableFileInAReadOnlyFolderIsReadButNotWritten() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = try Self.database(in: folder, fileMode: 0o666, folderMode: 0o555)
            await #expect(processExitsWith: .success) { [path = path as String] in
                try UnprivilegedUser.become()
                Self.expectReadOnly(path)
                try Self.expectReadable(path)
            }
        }
    }

    @Test func noFileIsMadeInAReadOnlyFolder() async throws {
        try await TemporaryFolder.withAsync { folder in
            #expect(chmod(folder.path, 0o555) == 0)
            await #expect(processExitsWith: .success) { [path = folder.path as String] in
                try UnprivilegedUser.become()
                Self.expectReadOnly(path + "/new.sqlite")
                // A path whose folder does not exist yet.
                let error = #expect(throws: StorageError.self) { try SQLiteStore(path: path + "/deeper/new.sqlite") }
                #expect(error?.isBadData == false)
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(files.isEmpty)
        }
    }

    @Test func aFileThatMayNotBeReadSaysSo() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = try Self.database(in: folder, fileMode: 0o000, folderMode: 0o777)
            await #expect(processExitsWith: .success) { [path = path as String] in
                try UnprivilegedUser.become()
                for access in [SQLiteStore.Access.reading, .writing] {
                    let error = #expect(throws: StorageError.self) { try SQLiteStore(path: path, access: access) }
                    guard case .unreadable? = error else {
                        Issue.record("\(String(describing: error)) is not unreadable")
                        continue
                    }
                }
            }
        }
    }

    /// The write-ahead log has trials that the file does not have yet.
    @Test func whileAnotherUserWritesAReaderSeesWhatWasRecorded() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            try SampleStudies.record(in: store)
            #expect(chmod(folder.path, 0o555) == 0)
            await #expect(processExitsWith: .success) { [path = path as String] in
                try UnprivilegedUser.become()
                try Self.expectReadable(path)
            }
            #expect(try store.studies().count == 2)
        }
    }

    /// Schema 5 lacks only the view for other programs, so it is read as it is.
    @Test func aFileOfSchema5ThatMayNotBeWrittenIsRead() async throws {
        try await FrozenFileTests.withCopyAsync(ofVersion: 5) { path in
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(chmod(path, 0o444) == 0)
            await #expect(processExitsWith: .success) { [path = path as String] in
                try UnprivilegedUser.become()
                try Self.expectReadable(path)
                Self.expectReadOnly(path)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    /// A file without our tables stands for a file of an older version.
    @Test func anOlderFileThatMayNotBeWrittenSaysSo() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("older.sqlite")
            try Self.makeEmptyFile(path)
            #expect(chmod(path, 0o444) == 0)
            await #expect(processExitsWith: .success) { [path = path as String] in
                try UnprivilegedUser.become()
                let error = #expect(throws: StorageError.self) { try SQLiteStore(path: path, access: .reading) }
                guard case .olderReadOnly? = error else {
                    Issue.record("\(String(describing: error)) is not olderReadOnly")
                    return
                }
            }
            // With the right to write, reading migrates the file.
            #expect(chmod(path, 0o644) == 0)
            #expect(try SQLiteStore(path: path, access: .reading).studies().isEmpty)
        }
    }
}
