import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// A check finds nothing in a store that only runs have written to, and it finds every change by another program.
@Suite struct StoreCheckTests {
    private func findings(_ store: SQLiteStore) throws -> [StoreFinding] {
        try store.findings() + store.studies().flatMap { try store.findings(of: $0) }
    }

    private func withStore(_ body: (SQLiteStore) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            try SampleStudies.record(in: store)
            try body(store)
        }
    }

    @Test func aSoundStoreHasNoFindings() throws {
        try withStore { store in
            #expect(try findings(store) == [])
            let low = try #require(try store.study(named: "low")).id
            let run = try store.beginRun(Sample.run, of: low)
            _ = try store.claim(3, for: run, reopening: .all)
            #expect(try findings(store) == [], "while a run works")
            try store.record([Sample.trial(3, .complete(value: 2), trace: Data([1]))], for: run)
            #expect(try findings(store) == [], "after trials were recorded")
            try store.endRun(run, as: .interrupted)
            #expect(try findings(store) == [], "after the run ended")
            #expect(try findings(SQLiteStore(path: store.path, access: .unchanged)) == [], "to a reader")
        }
    }

    @Test(arguments: FrozenFileTests.versions) func filesOfOlderVersionsAreSoundAndStayAsTheyAre(_ version: Int) throws
    {
        try FrozenFileTests.withCopy(ofVersion: version) { path in
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(try findings(SQLiteStore(path: path, access: .unchanged)) == [])
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let sql: String
        let trial: Int?
        let told: String
        var testDescription: String { sql }
    }

    static let damages = [
        Damage(sql: "DELETE FROM trials WHERE number = 2", trial: 2, told: "has no row"),
        Damage(sql: "DELETE FROM trials WHERE number >= 3", trial: 3, told: "up to 4 have no row"),
        Damage(sql: "UPDATE studies SET next_number = 4 WHERE name = 'low'", trial: 4, told: "beyond the numbers"),
        Damage(sql: "UPDATE studies SET next_number = 6 WHERE name = 'low'", trial: 5, told: "has no row"),
        Damage(
            sql: """
                INSERT INTO runs (id, study_id, description, started_at, lease_expires_at, ended_at, ending)
                SELECT 9, (SELECT id FROM studies WHERE name = 'high'), description, 0, 0, 0, 'finished' FROM runs;
                UPDATE trials SET run_id = 9 WHERE number = 1
                """, trial: 1, told: "a run of another study"),
        Damage(sql: "UPDATE trials SET run_id = 99 WHERE number = 1", trial: 1, told: "refers to one of 'runs'"),
        Damage(sql: "UPDATE trials SET revision = 999 WHERE number = 3", trial: 3, told: "a revision beyond"),
        Damage(
            sql: "UPDATE trials SET revision = (SELECT revision FROM trials WHERE number = 1) WHERE number = 4",
            trial: 4, told: "the revision of another trial"),
        Damage(
            sql: "UPDATE checkpoints SET number = 0", trial: 0, told: "has ended, and has a checkpoint"),
        Damage(sql: "UPDATE traces SET number = 3", trial: 3, told: "has not ended, and has a trace"),
        Damage(sql: "UPDATE artifacts SET number = 4", trial: 4, told: "has not ended, and has artifacts"),
        Damage(sql: "UPDATE artifacts SET number = 77", trial: 77, told: "a row of the table 'artifacts'"),
        Damage(sql: "UPDATE trials SET value = 9e999 WHERE number = 0", trial: 0, told: "infinite"),
        Damage(sql: "UPDATE trials SET value = NULL WHERE number = 0", trial: nil, told: "CHECK constraint failed"),
        Damage(sql: "UPDATE trials SET state = 'lost' WHERE number = 0", trial: nil, told: "CHECK constraint failed"),
    ]

    @Test(arguments: damages) func eachDamageIsFound(_ damage: Damage) throws {
        try withStore { store in
            let file = try DatabaseQueue(path: store.path)
            try file.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1")
                try RowSealer.sealing($0) { try $0.execute(sql: damage.sql) }
            }
            try file.close()
            let findings = try findings(store)
            #expect(
                findings.contains { $0.kind == .fault && $0.trial == damage.trial && $0.what.contains(damage.told) },
                "\(findings)")
            #expect(findings.allSatisfy { $0.study == "low" || $0.trial == nil })
        }
    }

    @Test func whatRunsDisagreedOnIsAFault() throws {
        try withStore { store in
            let low = try #require(try store.study(named: "low")).id
            let run = try store.beginRun(Sample.run, of: low)
            #expect(try store.claim(1, for: run) == [3])
            try store.endRun(run, as: .abandoned)
            let second = try store.beginRun(Sample.run, of: low)
            _ = try store.claim(1, for: second)
            try store.record([Sample.complete(3, 1)], for: second)
            try store.record([Sample.complete(3, 2)], for: run)
            let found = try findings(store)
            #expect(found.map(\.kind) == [.fault] && found.map(\.trial) == [3])
            #expect(found[0].what.contains("value: stored 1, found 2"), "\(found)")
        }
    }

    @Test func whatADeadRunLeftIsANoteAndCanBeGivenBack() throws {
        try withStore { store in
            let low = try #require(try store.study(named: "low")).id
            let run = try store.beginRun(RunDescription(worker: AbandonedRunTests.dead), of: low)
            _ = try store.claim(3, for: run)
            let found = try findings(store)
            #expect(found.map(\.kind) == [.note])
            #expect(found[0].what.contains("3 trials claimed"), "\(found)")
            let before = try store.counts(of: low)
            #expect(before[.claimed] == 3)

            let released = try store.releaseStaleClaims(of: low)
            #expect(released.map(\.record.id) == [run] && released.map(\.claimed) == [3])
            #expect(try store.runs(of: low).last?.ending == .abandoned)
            #expect(try store.counts(of: low)[.waiting] == 3)
            #expect(try findings(store) == [])
            #expect(try store.releaseStaleClaims(of: low) == [])
            #expect(throws: StorageError.self) {
                try SQLiteStore(path: store.path, access: .unchanged).releaseStaleClaims(of: low)
            }
        }
    }

    @Test func aLivingRunIsLeftAlone() throws {
        try withStore { store in
            let low = try #require(try store.study(named: "low")).id
            let run = try store.beginRun(Sample.run, of: low)
            let claimed = try store.claim(3, for: run)
            #expect(try store.releaseStaleClaims(of: low) == [])
            try store.record(claimed.map { Sample.complete($0, 1) }, for: run)
            #expect(try findings(store) == [])
        }
    }
}
