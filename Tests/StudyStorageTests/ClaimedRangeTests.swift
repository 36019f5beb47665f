import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// Claims of many new trials, which are one row until the trials have results.
@Suite("A claim of many trials") struct ClaimedRangeTests {
    private func withStore(
        smallestRange: Int = 64, _ body: (SQLiteStore, String) throws -> Void
    ) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try body(try Self.store(path, smallestRange: smallestRange), path)
        }
    }

    private static func store(_ path: String, smallestRange: Int = 64) throws -> SQLiteStore {
        try SQLiteStore(
            path: path, access: .writing, lease: SQLiteStore.defaultLease, fileSystem: nil,
            smallestRange: smallestRange)
    }

    private static func rows(of table: String, in store: SQLiteStore) throws -> Int {
        try store.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? -1 }
    }

    private static func trials(_ numbers: some Sequence<Int>) -> [FinishedTrial] {
        numbers.map { Sample.trial($0, .complete(value: Double($0)), values: ["early": 0.1], trace: Data([UInt8($0)])) }
    }

    @Test("is one row, which goes when all of its trials have results")
    func isOneRow() throws {
        try withStore { store, _ in
            let study = try store.openStudy(Sample.definition(budget: 200)).id
            let run = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(100, for: run) == Array(0..<100))
            #expect(try Self.rows(of: "claims", in: store) == 1 && Self.rows(of: "trials", in: store) == 0)
            try store.record(Self.trials((0..<100).filter { $0 % 2 == 0 }), for: run)
            #expect(try store.counts(of: study) == TrialCounts([.complete: 50, .claimed: 50]))
            #expect(try Self.rows(of: "claims", in: store) == 1 && Self.rows(of: "trials", in: store) == 50)
            try store.record(Self.trials((0..<100).filter { $0 % 2 == 1 }), for: run)
            #expect(try Self.rows(of: "claims", in: store) == 0 && Self.rows(of: "trials", in: store) == 100)
            // A small claim has a row for each trial.
            #expect(try store.claim(3, for: run) == [100, 101, 102])
            #expect(try Self.rows(of: "claims", in: store) == 0 && Self.rows(of: "trials", in: store) == 103)
        }
    }

    @Test("leaves the rows that claims of single trials leave")
    func leavesTheSameRows() throws {
        var stored: [[[DatabaseValue]]] = []
        for smallestRange in [1, .max] {
            try withStore(smallestRange: smallestRange) { store, _ in
                let study = try store.openStudy(Sample.definition(budget: 9)).id
                let run = try store.beginRun(Sample.run, of: study)
                #expect(try store.claim(6, for: run) == [0, 1, 2, 3, 4, 5])
                let trials = [
                    Sample.trial(
                        0, .complete(value: -0.0), parameters: ["x": 1e-7, "word": "a\"b\n", "flag": true],
                        values: ["b": 1, "a": 0.1], trace: Data([0, 255]), artifacts: ["log": Data(), "net": Data([1])]),
                    Sample.trial(1, .pruned(bound: 0.25), parameters: [:], trace: Data()),
                    Sample.trial(2, .failed(reason: "größe 0")),
                    Sample.trial(3, .pruned(Pruning(lastValue: 3))),
                    Sample.trial(5, .complete(value: 2), parent: TrialReference(study: "other", number: 3)),
                ]
                try store.record(trials, for: run)
                try store.endRun(run, as: .interrupted)
                #expect(try store.findings() == [] && store.findings(of: #require(try store.studies().first)) == [])
                stored.append(
                    try store.read { database in
                        try (["trials"] + RowChecksum.tablesOfTrials).flatMap { table in
                            try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY study_id, number")
                                .map { Array($0.databaseValues) }
                        }
                    })
            }
        }
        #expect(stored[0].count == 10 && stored[0] == stored[1])
    }

    @Test("is listed trial by trial, in every order, on every page, and for other programs")
    func isListed() throws {
        try withStore { store, path in
            let study = try store.openStudy(Sample.definition(budget: 200)).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(100, for: run)
            try store.record(Self.trials(10..<30), for: run)
            let expected = (0..<100).map { number in
                (10..<30).contains(number)
                    ? Trial(Self.trials([number])[0], run: run) : Trial(number: number, claimedBy: run)
            }
            #expect(try store.trials(of: study, matching: .all) == expected)
            #expect(try store.trials(of: study, matching: TrialQuery(limit: 15, offset: 5)) == Array(expected[5..<20]))
            for order in [TrialQuery.Order.value, .finished] {
                let query = TrialQuery(numbers: 5..<95, order: order)
                let ordered = expected[5..<95].sorted { query.precedes($0, $1, direction: .minimize) }
                #expect(try store.trials(of: study, matching: query) == ordered)
                let page = TrialQuery(numbers: 5..<95, order: order, limit: 30, offset: 10)
                #expect(try store.trials(of: study, matching: page) == Array(ordered[10..<40]))
            }
            let rest = TrialQuery(limit: .max, offset: 5)
            #expect(try store.trials(of: study, matching: rest) == Array(expected[5...]))
            #expect(try store.trial(99, of: study) == expected[99] && store.trial(100, of: study) == nil)
            #expect(try store.content(ofTrial: 0, of: study)?.trial == expected[0])
            #expect(try store.firstUnfinished(of: study) == 0 && store.remaining(of: study) == 180)
            #expect(try store.runsAtWork(on: study).map(\.claimed) == [80])
            let queue = try DatabaseQueue(path: path)
            let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM trial_table ORDER BY number") }
            #expect(rows.map { $0["number"] as Int } == Array(0..<100))
            #expect(rows.map { $0["state"] as String } == expected.map(\.state.rawValue))
            #expect(
                rows.allSatisfy { $0["parameters"] as String == #"{"x":0.5}"# && $0["run"] as Int64 == run.rawValue })
        }
    }

    @Test("takes intermediate values in any order, and the last one of each step")
    func intermediateValues() throws {
        try withStore(smallestRange: 1) { store, _ in
            let study = try store.openStudy(Sample.definition(budget: 1)).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(1, for: run)
            let values = [(2, 0.5), (1, 0.25), (2, 0.75)].map { IntermediateValue(step: $0.0, value: $0.1) }
            let now = Date(timeIntervalSince1970: 1000)
            let evaluation = Evaluation(.complete(value: 1), steps: 2, intermediateValues: values)
            try store.record(
                [
                    FinishedTrial(
                        Candidate(number: 0, parameters: Sample.parameters), evaluation, started: now, finished: now)
                ], for: run)
            #expect(try store.intermediateValues(ofTrial: 0, of: study) == [values[1], values[2]])
            #expect(try store.content(ofTrial: 0, of: study) != nil)
        }
    }

    @Test("of a run that died waits, and is merged as waiting")
    func ofADeadRun() throws {
        try withStore { store, path in
            let study = try store.openStudy(Sample.definition(budget: 200)).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(100, for: run)
            try store.record(Self.trials(0..<40), for: run)
            // As the file is when the process is killed.
            let merged = path + ".merged"
            _ = try StorageMerge.unite([path], into: merged)
            let other = try Self.store(merged)
            let copy = try #require(try other.study(named: "study")).id
            #expect(try other.counts(of: copy) == TrialCounts([.complete: 40, .waiting: 60]))
            #expect(try other.trial(41, of: copy)?.parameters == Sample.parameters)
            #expect(try other.findings(of: #require(try other.studies().first)) == [])

            try store.endRun(run, as: .abandoned)
            let next = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(70, for: next) == Array(40..<110))
            // The dead run was alive after all.
            let late = try store.record(Self.trials([40, 41]), for: run)
            #expect(late.recorded == [40, 41])
            #expect(try store.findings(of: #require(try store.studies().first)) == [])
        }
    }

    @Test("that was damaged is told, and repaired: its trials wait")
    func repaired() throws {
        try withStore { store, path in
            let study = try store.openStudy(Sample.definition(budget: 200)).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(100, for: run)
            try store.record(Self.trials(0..<40), for: run)
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "UPDATE claims SET parameters = '[]'") }
            #expect(throws: StorageError.self) { try store.trial(50, of: study) }
            let record = try #require(try store.studies().first)
            #expect(try store.findings(of: record).contains { $0.kind == .fault && $0.trial == 0 })
            // The run is not known to be dead, so its trials stay its own.
            #expect(try store.repair(study) == StudyRepair())
            try queue.write { try $0.execute(sql: "UPDATE runs SET lease_expires_at = 1") }
            let repair = try store.repair(study)
            #expect(repair.requeued == Array(40..<100))
            #expect(try store.counts(of: study) == TrialCounts([.complete: 40, .waiting: 60]))
            #expect(try store.findings(of: record).filter { $0.kind == .fault } == [])
        }
    }

    @Test("that was damaged does not hide that its run died, and is all that a check tells of it")
    func ofADeadRunAndDamaged() throws {
        try withStore { store, path in
            let study = try store.openStudy(Sample.definition(budget: 200)).id
            let run = try store.beginRun(Sample.run, of: study)
            _ = try store.claim(100, for: run)
            try store.record(Self.trials(0..<40), for: run)
            try DatabaseQueue(path: path).write { database in
                try database.execute(
                    sql: "UPDATE claims SET parameters = '[]'; UPDATE runs SET lease_expires_at = 1")
                try RowChecksum.seal(run.rawValue, of: "runs", in: database)
            }
            let record = try #require(try store.studies().first)
            let findings = try store.findings(of: record)
            #expect(findings.map(\.trial) == [0] && findings.map(\.remedy) == [.reevaluate])
            #expect(try store.repair(study) == StudyRepair(requeued: Array(40..<100)))
            #expect(try store.releaseStaleClaims(of: study).map(\.claimed) == [0])
            #expect(try store.findings(of: record) == [])
            let next = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(70, for: next) == Array(40..<110))
        }
    }

    @Test("that was damaged does not stop another run")
    func besideADamagedOne() throws {
        try withStore { store, path in
            let study = try store.openStudy(Sample.definition(budget: 300)).id
            let runs = try [store.beginRun(Sample.run, of: study), store.beginRun(Sample.run, of: study)]
            for run in runs { _ = try store.claim(100, for: run) }
            try DatabaseQueue(path: path).write {
                try $0.execute(sql: "UPDATE claims SET parameters = '[]' WHERE number = 0")
            }
            #expect(try store.record(Self.trials(100..<110), for: runs[1]).recorded == Array(100..<110))
            #expect(try store.counts(of: study) == TrialCounts([.complete: 10, .claimed: 190]))
            #expect(try store.runsAtWork(on: study).map(\.claimed) == [100, 90])
            #expect(try store.claim(80, for: runs[1]) == Array(200..<280))
            try store.endRun(runs[1], as: .interrupted)
        }
    }

    @Test("of very many has several rows, and only those that are concerned are dissolved")
    func severalRows() throws {
        try withStore { store, _ in
            let study = try store.openStudy(Sample.definition(budget: 3000)).id
            let run = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(2500, for: run) == Array(0..<2500))
            #expect(try Self.rows(of: "claims", in: store) == 3 && Self.rows(of: "trials", in: store) == 0)
            try store.setAttribute("note", to: "1", ofTrial: 1024, of: study)
            #expect(try Self.rows(of: "claims", in: store) == 2 && Self.rows(of: "trials", in: store) == 1024)
            #expect(try store.counts(of: study) == TrialCounts([.claimed: 2500]))
            #expect(try store.trial(2499, of: study) == Trial(number: 2499, claimedBy: run))
            #expect(try store.findings(of: #require(try store.studies().first)) == [])
        }
    }

    @Test("keeps the trials that its run does not give back, whatever another run does with the others")
    func givenBack() throws {
        try withStore { store, _ in
            let study = try store.openStudy(Sample.definition(budget: 2000)).id
            let runs = try [store.beginRun(Sample.run, of: study), store.beginRun(Sample.run, of: study)]
            #expect(try store.claim(2000, for: runs[0]) == Array(0..<2000))
            try store.release([1500, 3, 4], for: runs[0])
            #expect(try Self.rows(of: "claims", in: store) == 2 && Self.rows(of: "trials", in: store) == 3)
            #expect(try store.counts(of: study) == TrialCounts([.claimed: 1997, .waiting: 3]))
            #expect(try store.claim(9, for: runs[1]) == [3, 4, 1500])
            #expect(try store.runsAtWork(on: study).map(\.claimed) == [1997, 3])
            try store.saveCheckpoint(TrialCheckpoint(number: 4, step: 1, data: Data([1])), for: runs[1])
            try store.record([3, 4].map { Sample.complete($0, 1) }, for: runs[1])
            #expect(try store.record([5, 1499].map { Sample.complete($0, 1) }, for: runs[0]).recorded == [5, 1499])
            #expect(throws: StudyError.self) { try store.record([Sample.complete(1500, 1)], for: runs[0]) }
            #expect(try Self.rows(of: "claims", in: store) == 2 && Self.rows(of: "trials", in: store) == 5)
            // The run may claim again what it gave back.
            try store.endRun(runs[1], as: .interrupted)
            #expect(try store.claim(9, for: runs[0]) == [1500])
            #expect(try store.firstUnfinished(of: study) == 0 && store.remaining(of: study) == 1996)
            #expect(try store.findings(of: #require(try store.studies().first)) == [])
            try store.endRun(runs[0], as: .interrupted)
            #expect(try store.counts(of: study) == TrialCounts([.complete: 4, .waiting: 1996]))
            #expect(try Self.rows(of: "claims", in: store) == 0 && Self.rows(of: "trials", in: store) == 2000)
            #expect(try store.findings(of: #require(try store.studies().first)) == [])
        }
    }
}
