import GRDB
import HyperparameterSearch
import TestSupport
import Testing

@testable import StudyStorage

/// Rows that another program wrote give typed errors, never crashes.
@Suite struct DamagedRowTests {
    static let trialDamages = [
        "UPDATE trials SET parameters = '[1, 2]' WHERE number = 0",
        "UPDATE trials SET parameters = '\"text\"' WHERE number = 0",
        "UPDATE trials SET parameters = '{\"x\": {\"deeper\": 1}}' WHERE number = 0",
        "UPDATE trials SET parameters = '{\"x\": null}' WHERE number = 0",
        "UPDATE trials SET named_values = '{\"early\": \"high\"}' WHERE number = 0",
        "UPDATE trials SET named_values = '3' WHERE number = 0",
    ]

    @Test(arguments: trialDamages) func aTrial(_ damage: String) throws {
        try withDamage(damage) { store, study in
            expectRowError { _ = try store.trial(0, of: study) }
            expectRowError { _ = try store.trials(of: study, matching: .all) }
            expectRowError { _ = try store.best(1, of: study) }
            expectRowError { _ = try store.changes(since: 0, of: study, limit: 99) }
            let other = try store.trial(1, of: study)
            #expect(other?.state == .pruned, "the other rows are still read")
        }
    }

    @Test(arguments: ["UPDATE runs SET description = '{}'", "UPDATE runs SET description = '[]'"])
    func aRun(_ damage: String) throws {
        try withDamage(damage) { store, study in
            expectRowError { _ = try store.runs(of: study) }
            let counts = try store.counts(of: study)
            #expect(counts.finished == 3)
        }
    }

    @Test(arguments: ["UPDATE studies SET name = 'a b'", "UPDATE studies SET budget = 99999999999"])
    func aStudy(_ damage: String) throws {
        try withDamage(damage + " WHERE name = 'low'") { store, study in
            expectRowError { _ = try store.studies() }
            let other = try store.study(named: "high")
            #expect(other != nil)
        }
    }

    private func withDamage(_ sql: String, _ body: (SQLiteStore, StudyID) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            try SampleStudies.record(in: store)
            let study = try #require(try store.study(named: "low")).id
            try store.write { try $0.execute(sql: sql) }
            try body(store, study)
        }
    }

    private func expectRowError(_ body: () throws -> Void) {
        let error = #expect(throws: StorageError.self, performing: body)
        guard case .row? = error else {
            Issue.record("\(String(describing: error)) does not speak of the row")
            return
        }
    }
}
