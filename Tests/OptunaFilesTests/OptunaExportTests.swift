import Foundation
import GRDB
import HyperparameterSearch
import ProgramObjectives
import SearchContracts
import StudyFiles
import TestSupport
import Testing

@testable import OptunaFiles

/// Files that are written for Optuna, as the real Optuna reads them.
@Suite struct OptunaExportTests {
    private static func schema(_ path: String) throws -> [[String?]] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid")
                .map { row in (0..<4).map { row[$0] as String? } }
        }
    }

    private static func versions(_ path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { database in
            try ["SELECT * FROM version_info", "SELECT * FROM alembic_version"].flatMap {
                try Row.fetchAll(database, sql: $0).map { $0.description }
            }
        }
    }

    @Test func theTablesAreThoseThatOptunaMakes() throws {
        try TemporaryFolder.with { folder in
            let (theirs, ours) = (folder.file("theirs.db"), folder.file("ours.db"))
            _ = try PythonOptuna.run(
                "-c",
                "import optuna, sys; optuna.create_study(storage='sqlite:///' + sys.argv[1], study_name='sample')",
                theirs)
            let store = InMemoryStore()
            let (record, declared) = try SampleStudy.make(in: store)
            try OptunaExport(record, declared: declared, in: store, program: "settle").write(to: ours)
            #expect(try Self.schema(ours) == Self.schema(theirs))
            #expect(try Self.versions(ours) == Self.versions(theirs))
        }
    }

    @Test func optunaReadsTheSameTrials() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("study.db")
            let store = InMemoryStore()
            let (record, declared) = try SampleStudy.make(in: store)
            var export = OptunaExport(record, declared: declared, in: store, program: "settle 1.2.3")
            export.writesIntermediateValues = true
            #expect(try export.write(to: path) == 30)
            let dump = try PythonOptuna.dump(path, "sample")
            #expect(dump.name == "sample" && dump.direction == "MAXIMIZE" && dump.metricNames == ["accuracy"])
            #expect(dump.user["settle:definition"] == PythonJSON(record.definition.text))
            #expect(dump.user["settle:exported_by"] == .text("settle 1.2.3"))
            #expect(dump.user["settle:attribute:note"] == PythonJSON(#"{"of": [1, null, "größe"]}"#))
            #expect(dump.trials.count == 30)
            for (trial, read) in zip(try store.trials(of: record.id, matching: .all), dump.trials) {
                let values = try store.intermediateValues(ofTrial: trial.number, of: record.id)
                expectSame(trial, values, read)
            }
            #expect(dump.trials[0].user["settle:attribute:loss"] == .text("mine"))
            #expect(
                dump.trials[1].distribution("rate")
                    == .float(low: 1e-5, high: 0.1, isLog: true, step: nil))
            #expect(
                dump.trials[1].distribution("share")
                    == .float(low: 0, high: 1, isLog: false, step: 0.1))
            #expect(
                dump.trials[1].distribution("batch")
                    == .integer(low: 16, high: 128, isLog: false, step: 16))
            #expect(
                dump.trials[1].distribution("width")
                    == .integer(low: 8, high: 512, isLog: true, step: 1))
            #expect(
                dump.trials[1].distribution("period")
                    == .categorical([.number(1), .number(2.5), .text("never"), .boolean(true)]))
            // A range is as wide as a trial needs.
            #expect(
                dump.trials[4].distribution("drop")
                    == .float(low: 0, high: 0.75, isLog: false, step: nil))
            #expect(
                dump.trials[5].distribution("layers")
                    == .integer(low: 1, high: 9, isLog: false, step: 1))
        }
    }

    /// - Parameter read: the trial as Optuna reads it.
    private func expectSame(_ trial: Trial, _ intermediate: [IntermediateValue], _ read: StudyDump.Trial) {
        let states: [TrialState: String] = [
            .complete: "COMPLETE", .pruned: "PRUNED", .failed: "FAIL", .waiting: "WAITING", .claimed: "RUNNING",
        ]
        #expect(read.number == trial.number && read.state == states[trial.state])
        #expect(read.params == trial.parameters?.values.mapValues(\.json))
        let pruning: Pruning? = if case .pruned(let pruning)? = trial.result?.outcome { pruning } else { nil }
        #expect(read.value == (trial.value ?? pruning?.lastValue ?? pruning?.bound).map(PythonJSON.number) ?? .null)
        #expect(read.intermediate == intermediate.map { [.number(Double($0.step)), .number($0.value)] })
        #expect(read.started == trial.started.map(OptunaTime.text))
        #expect(read.finished == trial.finished.map(OptunaTime.text))
        for (name, value) in trial.values where name != "accuracy" || trial.value == nil {
            #expect(read.user[name] == .number(value))
        }
        #expect(read.user["settle:steps"] == trial.steps.map { .number(Double($0)) })
        #expect(read.user["settle:reason"] == trial.reason.map(PythonJSON.text))
    }

    /// A study whose definition is not known: the distributions are those of the values.
    @Test func aStudyOfAnotherProgramIsWritten() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("study.db")
            let store = InMemoryStore()
            let record = try store.openStudy(Sample.definition("other", budget: 3))
            let run = try store.beginRun(Sample.run, of: record.id)
            let parameters: [TrialParameters] = [
                ["x": 0.25, "n": 3, "word": "a", "mixed": 1, "flag": true],
                ["x": -2, "n": 5, "word": "b", "mixed": "one", "flag": false], ["x": 1e300, "n": -1, "word": "a"],
            ]
            _ = try store.claim(ClaimRequest(3), for: run) { numbers in
                numbers.map { Candidate(number: $0, parameters: parameters[$0]) }
            }
            try store.record([Sample.trial(0, .complete(value: 1), parameters: parameters[0])], for: run)
            try OptunaExport(record, declared: nil, in: store, program: "settle").write(to: path)
            let dump = try PythonOptuna.dump(path, "other")
            #expect(dump.metricNames == ["value"])
            #expect(dump.user["settle:definition"] == .text("a search"))
            #expect(dump.trials.map(\.state) == ["COMPLETE", "RUNNING", "RUNNING"])
            #expect(dump.trials.map(\.params) == parameters.map { $0.values.mapValues(\.json) })
            let names = dump.trials[0].distributions.mapValues { $0["name"]?.text }
            #expect(
                names == [
                    "x": "FloatDistribution", "n": "IntDistribution", "word": "CategoricalDistribution",
                    "mixed": "CategoricalDistribution", "flag": "CategoricalDistribution",
                ])
        }
    }

    /// A trial that is outside its parameter's domain is written all the same.
    @Test func valuesOfAnyKindAreWritten() {
        let cases: [(Domain, ParameterValue, Double, OptunaDistribution)] = [
            (.float(0.1...1, scale: .log), 0, 0, .float(low: 0, high: 1, isLog: false, step: nil)),
            (.integer(2...8, step: 2), 11, 11, .integer(low: 2, high: 11, isLog: false, step: 1)),
            (.integer(2...8), 1.5, 1.5, .float(low: 1.5, high: 8, isLog: false, step: nil)),
            (.choice(["a"]), 4, 1, .categorical([.text("a"), .number(4)])),
            (.float(0...1, scale: .linear), "a", 0, .categorical([.text("a")])),
        ]
        for (domain, value, number, distribution) in cases {
            let entry = ExportedDistributions(of: [Parameter("x", domain)], others: [:]).entry("x", value)
            #expect(entry.value == number)
            #expect(OptunaDistribution(entry.distribution) == distribution)
        }
        let stranger = ExportedDistributions(of: [], others: [:]).entry("y", true)
        #expect(stranger.value == 0 && OptunaDistribution(stranger.distribution) == .categorical([.boolean(true)]))
    }
}
