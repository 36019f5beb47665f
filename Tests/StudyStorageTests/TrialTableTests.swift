import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// The view `trial_table`, which other programs read.
@Suite struct TrialTableTests {
    private func rows(_ path: String, _ sql: String) throws -> [Row] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Row.fetchAll($0, sql: sql) }
    }

    @Test func hasARowForEachTrial() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            let run = try SampleStudies.record(in: store)
            try store.close()
            let rows = try rows(path, "SELECT * FROM trial_table WHERE study = 'low' ORDER BY number")
            #expect(
                rows[0].columnNames.joined(separator: " ")
                    == "study number state value bound last_value reason steps attempt started finished seconds "
                    + "parameters named_values parent run")
            #expect(rows.map { $0["number"] as Int } == [0, 1, 2, 3, 4])
            #expect(
                rows.map { $0["state"] as String } == ["complete", "pruned", "failed", "waiting", "waiting"])
            #expect(rows[0]["value"] as Double? == 1.0 / 3)
            #expect(rows[0]["parameters"] as String? == #"{"epsilon":4.31e-05,"kind":"sigma-delta"}"#)
            #expect(rows[0]["named_values"] as String? == #"{"early":0.30000000000000004}"#)
            #expect(rows[0]["parent"] as String? == "paper-5000/4333")
            #expect(rows[0]["run"] as Int64? == run.rawValue)
            let trial = Sample.trial(0, .complete(value: 0))
            let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            #expect(rows[0]["started"] as String? == trial.started.formatted(time))
            #expect(rows[0]["finished"] as String? == trial.finished.formatted(time))
            #expect(rows[0]["seconds"] as Double? == trial.finished.timeIntervalSince(trial.started))
            #expect(rows[1]["bound"] as Double? == 0.7 && (rows[1]["value"] as Double?) == nil)
            #expect(rows[2]["reason"] as String? == "größe 0")
            #expect(rows[3]["finished"] as String? == nil && rows[3]["steps"] as Int? == nil)
        }
    }

    @Test(arguments: FrozenFileTests.versions) func isInEveryMigratedFile(_ version: Int) throws {
        try FrozenFileTests.withCopy(ofVersion: version) { path in
            try SQLiteStore(path: path).close()
            #expect(try rows(path, "SELECT * FROM trial_table").count == 5)
        }
    }

    @Test func isInBackupsAndMergedFiles() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            try SampleStudies.record(in: store)
            _ = try store.reclaimSpace(rewriting: true)
            #expect(try store.findings() == [])
            try store.close()
            _ = try StorageBackup.copy(path, to: folder.file("copy.sqlite"))
            _ = try StorageMerge.unite([path], into: folder.file("merged.sqlite"))
            for name in ["s", "copy", "merged"] {
                #expect(try rows(folder.file("\(name).sqlite"), "SELECT * FROM trial_table").count == 5, "\(name)")
            }
        }
    }

    @Test func itsLossIsAFinding() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try SampleStudies.record(in: SQLiteStore(path: path))
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "DROP VIEW trial_table") }
            try queue.close()
            let findings = try SQLiteStore(path: path, access: .unchanged).findings()
            #expect(
                findings.map(\.what) == ["the definition of 'trial_table' in the file's schema was changed or damaged"])
        }
    }
}
