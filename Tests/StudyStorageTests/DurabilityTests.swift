import GRDB
import TestSupport
import Testing

@testable import StudyStorage

@Suite struct DurabilityTests {
    /// Data that a returned call has recorded survives a loss of power.
    @Test func commitsWaitForTheDisk() throws {
        try TemporaryFolder.with { folder in
            for _ in ["a new file", "an existing one"] {
                let store = try SQLiteStore(path: folder.file("s.sqlite"))
                #expect(try store.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2, "FULL")
                #expect(try store.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
            }
        }
    }

    @Test func foreignKeysAreEnforced() throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            #expect(try store.write { try Bool.fetchOne($0, sql: "PRAGMA foreign_keys") } == true)
        }
    }

    @Test func filesAreMarkedAsOurs() throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let identifier = try store.read { try Int32.fetchOne($0, sql: "PRAGMA application_id") }
            #expect(identifier == Schema.applicationID)
        }
    }

    @Test func whatAClosedStoreHeldIsThereAgain() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let run = try SampleStudies.record(in: SQLiteStore(path: path))
            for access in [SQLiteStore.Access.reading, .writing] {
                let store = try SQLiteStore(path: path, access: access)
                try SampleStudies.check(store, run: run)
            }
        }
    }
}
