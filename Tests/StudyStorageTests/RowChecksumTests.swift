import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// Every row of every table is as it was written, or a check tells, and no reader takes it for what was written.
@Suite("A stored row") struct RowChecksumTests {
    /// A file with a row in every table.
    private func withFile(_ body: (String, StudyID) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            try SampleStudies.record(in: store)
            let low = try #require(try store.study(named: "low")).id
            try store.setAttribute("note", to: "1", ofTrial: nil, of: low)
            try store.setAttribute("note", to: "2", ofTrial: 0, of: low)
            let run = try store.beginRun(Sample.run, of: low)
            #expect(try store.claim(1, for: run) == [3])
            try store.saveIntermediateValues([.init(step: 1, value: 0.5)], ofTrial: 3, for: run)
            try store.endRun(run, as: .interrupted)
            // A claim of new trials in one row.
            let claiming = try SQLiteStore(
                path: path, access: .writing, lease: SQLiteStore.defaultLease, fileSystem: nil, smallestRange: 1)
            let wide = try claiming.openStudy(Sample.definition("wide")).id
            #expect(try claiming.claim(4, for: claiming.beginRun(Sample.run, of: wide)) == [0, 1, 2, 3])
            try claiming.close()
            try store.write { database in
                try TrialConflict(number: 0, run: run, found: Date(timeIntervalSince1970: 0), difference: "value")
                    .insert(to: low, in: database)
            }
            try store.close()
            try body(path, low)
        }
    }

    private func change(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func faults(_ path: String) throws -> [StoreFinding] {
        let store = try SQLiteStore(path: path, access: .unchanged)
        defer { try? store.close() }
        let studies = try store.read { try StudyID.all($0) }
        return try (store.findings() + studies.flatMap { try store.findings(of: $0) }).filter { $0.kind == .fault }
    }

    @Test("has a checksum in every table but that of migrations")
    func everyTable() throws {
        try withFile { path, _ in
            #expect(try faults(path).filter { $0.what.contains("run ") == false } == [])
            let queue = try DatabaseQueue(path: path)
            let tables = try queue.read {
                try String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            #expect(Set(tables) == Set(RowChecksum.tables + ["grdb_migrations"]))
            for table in RowChecksum.tables {
                let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM \(table)") }
                #expect(!rows.isEmpty && rows.allSatisfy(RowChecksum.isSound), "\(table)")
            }
        }
    }

    static let damages = [
        "UPDATE studies SET budget = 10 WHERE name = 'low'", "UPDATE studies SET definition = 'b search'",
        "UPDATE studies SET created_at = created_at + 1", "UPDATE studies SET revision = revision + 1",
        "UPDATE studies SET fingerprint = 'x'", "UPDATE study_attributes SET value = '3'",
        "UPDATE runs SET started_at = started_at + 1", "UPDATE runs SET lapses = 1",
        "UPDATE runs SET description = json_set(description, '$.machine', 'another')",
        "UPDATE trials SET parameters = '{\"x\":0.25}' WHERE number = 4",
        "UPDATE trials SET attempt = 2 WHERE number = 4",
        "UPDATE trials SET value = 0.5 WHERE number = 0", "UPDATE traces SET trace = x'00ff06'",
        "UPDATE artifacts SET data = x'03ff'", "UPDATE checkpoints SET step = 5001",
        "UPDATE checkpoints SET data = x'05'",
        "UPDATE intermediate_values SET value = 0.75", "UPDATE trial_attributes SET value = '3'",
        "UPDATE conflicts SET difference = 'other'", "UPDATE last_run SET id = id + 1",
        "UPDATE trials SET row_checksum = NULL WHERE number = 4",
        "UPDATE claims SET parameters = replace(parameters, '0.5', '0.6')", "UPDATE claims SET count = 3",
        "UPDATE claims SET run_id = 1",
    ]

    @Test("that was changed is told by a check", arguments: damages)
    func told(_ sql: String) throws {
        try withFile { path, _ in
            let before = try faults(path)
            try change(path, sql)
            #expect(try faults(path) != before)
        }
    }

    @Test("of the schema that was changed is told by a check")
    func schema() throws {
        try withFile { path, _ in
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction {
                try $0.execute(
                    sql: """
                        PRAGMA writable_schema = ON;
                        UPDATE sqlite_master SET sql = replace(sql, 'attempt >= 1', 'attempt >= 0')
                        WHERE name = 'trials'
                        """)
            }
            try queue.close()
            #expect(try faults(path).contains { $0.what.contains("definition of 'trials'") })
        }
    }

    @Test("that was changed is not read as if nothing were")
    func refused() throws {
        let reads: [(String, (SQLiteStore, StudyID) throws -> Void)] = [
            ("UPDATE trials SET value = 0.5 WHERE number = 0", { _ = try $0.trial(0, of: $1) }),
            ("UPDATE trials SET value = 0.5 WHERE number = 0", { _ = try $0.best(1, of: $1) }),
            ("UPDATE trials SET value = 0.5 WHERE number = 0", { _ = try $0.trials(of: $1, matching: .all) }),
            ("UPDATE trials SET value = 0.5 WHERE number = 0", { _ = try $0.changes(since: 0, of: $1, limit: 9) }),
            ("UPDATE traces SET trace = x'00ff06'", { _ = try $0.trace(ofTrial: 0, of: $1) }),
            ("UPDATE traces SET trace = x'00ff06'", { _ = try $0.content(ofTrial: 0, of: $1) }),
            ("DELETE FROM traces", { _ = try $0.content(ofTrial: 0, of: $1) }),
            ("UPDATE artifacts SET data = x'03ff'", { _ = try $0.artifact(named: "weights", ofTrial: 0, of: $1) }),
            ("UPDATE checkpoints SET data = x'05'", { _ = try $0.checkpoint(ofTrial: 3, of: $1) }),
            ("UPDATE intermediate_values SET value = 0.75", { _ = try $0.intermediateValues(ofTrial: 3, of: $1) }),
            ("UPDATE trial_attributes SET value = '3'", { _ = try $0.attributes(ofTrial: 0, of: $1) }),
            ("UPDATE studies SET definition = 'b search'", { store, _ in _ = try store.study(named: "low") }),
        ]
        for (sql, read) in reads {
            try withFile { path, low in
                try change(path, sql)
                let store = try SQLiteStore(path: path, access: .reading)
                let error = #expect(throws: StorageError.self, "\(sql)") { try read(store, low) }
                guard case .damaged(path, "low", _)? = error else {
                    Issue.record("\(sql): \(String(describing: error))")
                    return
                }
                #expect(error?.isBadData == true)
            }
        }
    }

    @Test("that was changed does not get a checksum that holds when the row is written again")
    func notHidden() throws {
        try withFile { path, low in
            try change(path, "UPDATE studies SET definition = 'b search'")
            let store = try SQLiteStore(path: path)
            #expect(throws: StorageError.self) { _ = try store.requeueFailed(nil, of: low) }
            try store.close()
            #expect(try faults(path).contains { $0.study == "low" })
        }
    }

    @Test("that was changed is repaired: its trial waits, and comes back; sound attributes stay")
    func repaired() throws {
        try withFile { path, low in
            try change(path, "UPDATE traces SET trace = x'00ff06'; UPDATE runs SET lapses = 7 WHERE id = 1")
            let store = try SQLiteStore(path: path)
            #expect(try store.repair(low) == StudyRepair(requeued: [0], acceptedRuns: [RunID(1)]))
            #expect(try store.trial(0, of: low) == Trial(number: 0))
            #expect(try store.content(ofTrial: 0, of: low)?.attributes == ["note": "2"])
            #expect(try store.trial(1, of: low)?.state == .pruned)
            #expect(try faults(path) == [])
            let run = try store.beginRun(Sample.run, of: low)
            #expect(try store.claim(1, for: run) == [0])
            try store.record([Sample.complete(0, 1)], for: run)
            try store.endRun(run, as: .finished)
            #expect(try store.repair(low) == StudyRepair())
            #expect(try faults(path) == [])
        }
    }

    @Test("is written several times in one transaction")
    func twice() throws {
        try withFile { path, low in
            let store = try SQLiteStore(path: path)
            let run = try store.beginRun(Sample.run, of: low)
            #expect(try store.claim(9, for: run) == [3, 4, 5, 6, 7, 8])
            try store.write { database in
                try SQLiteStore.release([3, 4], heldBy: run, of: low, in: database)
                try SQLiteStore.release([3, 4], heldBy: run, of: low, in: database)
                // Both rows are read before either is sealed.
                let part = ReopenedTrials.waiting(of: low)
                #expect(try part.trials(9, in: .whole, below: 9, database).map(\.number) == [3, 4])
            }
            try store.endRun(run, as: .interrupted)
            try store.close()
            #expect(try faults(path).filter { $0.trial != 0 } == [])
        }
    }
}

extension StudyID {
    /// The IDs of all studies, whether their rows are sound or not, as records with the names that stand there.
    fileprivate static func all(_ database: Database) throws -> [StudyRecord] {
        try Row.fetchAll(database, sql: "SELECT id, name FROM studies").map {
            StudyRecord(
                id: StudyID($0["id"]), definition: try Sample.definition($0["name"]), created: Date())
        }
    }
}
