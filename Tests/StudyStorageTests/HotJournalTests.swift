import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// A process was killed while it converted a file to WAL mode, or changed a file that is not in WAL mode, and left a
/// hot rollback journal beside the file.
@Suite("A file with a hot journal") struct HotJournalTests {
    /// A backup of ``SampleStudies`` with the journal of an unfinished change.
    private func withHotJournal(_ body: (String) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let (path, copy) = (folder.file("s.sqlite"), folder.file("hot.sqlite"))
            let store = try SQLiteStore(path: folder.file("original.sqlite"))
            try SampleStudies.record(in: store)
            try store.close()
            _ = try StorageBackup.copy(folder.file("original.sqlite"), to: path)
            // A transaction has written to the file and has not committed. Another process would find the file so.
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE")
                try database.execute(
                    sql: "UPDATE trials SET reason = hex(randomblob(20000)), steps = 99 WHERE state = 'failed'")
                try database.execute(sql: "UPDATE studies SET definition = hex(randomblob(40000))")
                for ending in ["", "-journal"] {
                    try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
                }
                try database.execute(sql: "ROLLBACK")
            }
            try queue.close()
            #expect(HotJournal.mayExist(copy))
            #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) != Data(contentsOf: URL(fileURLWithPath: path)))
            try body(copy)
        }
    }

    @Test("is recovered by whoever opens it", arguments: [SQLiteStore.Access.writing, .reading, .unchanged])
    func recovers(_ access: SQLiteStore.Access) throws {
        try withHotJournal { path in
            try SampleStudies.check(SQLiteStore(path: path, access: access), run: RunID(1))
            #expect(!HotJournal.mayExist(path))
        }
    }

    @Test("is recovered by a backup and by a merge")
    func copies() throws {
        try withHotJournal { path in
            _ = try StorageBackup.copy(path, to: path + ".backup")
            try SampleStudies.check(SQLiteStore(path: path + ".backup", access: .unchanged), run: RunID(1))
        }
        try withHotJournal { path in
            _ = try StorageMerge.unite([path], into: path + ".merged")
            let store = try SQLiteStore(path: path + ".merged", access: .unchanged)
            #expect(try store.studies().map(\.definition.name) == ["high", "low"])
        }
    }

    @Test("in a folder that cannot be written is read from a copy that is rolled back, and stays as it is")
    func readOnly() throws {
        try withHotJournal { path in
            let copy = try HotJournal.openRolledBackCopy(path)
            #expect(
                try copy.read { try String.fetchAll($0, sql: "SELECT definition FROM studies") } == [
                    "a search", "a search",
                ])
            #expect(HotJournal.mayExist(path))
        }
    }

    @Test("of another program is not touched")
    func foreign() throws {
        try TemporaryFolder.with { folder in
            let (path, copy) = (folder.file("s.sqlite"), folder.file("hot.sqlite"))
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA application_id = 7; CREATE TABLE t (x); INSERT INTO t VALUES (1)")
                try database.execute(sql: "PRAGMA cache_size = 1; BEGIN; UPDATE t SET x = hex(randomblob(100000))")
                for ending in ["", "-journal"] {
                    try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
                }
                try database.execute(sql: "ROLLBACK")
            }
            let files = try ["", "-journal"].map { try Data(contentsOf: URL(fileURLWithPath: copy + $0)) }
            for access in [SQLiteStore.Access.writing, .reading, .unchanged] {
                #expect(throws: StorageError.self) { try SQLiteStore(path: copy, access: access) }
            }
            #expect(try ["", "-journal"].map { try Data(contentsOf: URL(fileURLWithPath: copy + $0)) } == files)
        }
    }
}

@Suite("A temporary file that a killed process left") struct TemporaryPlaceTests {
    @Test("is removed by the next one, and one of a process at work is not")
    func abandoned() throws {
        let kept = try TemporaryPlace()
        let left = try TemporaryPlace()
        try Data([1]).write(to: URL(fileURLWithPath: left.path + "-journal"))
        // The end of a process gives up its locks, and closes its files.
        flock(left.descriptor, LOCK_UN)
        close(left.descriptor)
        let next = try TemporaryPlace()
        #expect(access(left.path, F_OK) != 0 && access(left.path + "-journal", F_OK) != 0)
        #expect(access(kept.path, F_OK) == 0 && access(next.path, F_OK) == 0)
        for place in [kept, next] { place.discard() }
        #expect(access(kept.path, F_OK) != 0 && access(next.path, F_OK) != 0)
    }
}
