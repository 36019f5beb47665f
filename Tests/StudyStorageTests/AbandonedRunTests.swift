import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// Which runs are taken for dead.
@Suite struct AbandonedRunTests {
    /// A process of this machine that does not exist: its ID is above the largest one.
    static var dead: Worker {
        var worker = Worker.current
        worker.process = .max
        return worker
    }

    /// An earlier process with the ID of this one.
    static var earlier: Worker {
        var worker = Worker.current
        worker.processStart = "1"
        return worker
    }

    /// A store in which a run of `worker` has claimed trial 0.
    private func withRun(of worker: Worker, _ body: (SQLiteStore, StudyID, RunID) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let study = try store.openStudy(Sample.definition()).id
            let run = try store.beginRun(RunDescription(scheduler: Sample.run.scheduler, worker: worker), of: study)
            _ = try store.claim(1, for: run)
            try body(store, study, run)
        }
    }

    private func expire(_ run: RunID, in store: SQLiteStore) throws {
        try store.write {
            try $0.execute(
                sql: "UPDATE runs SET lease_expires_at = ? WHERE id = ?",
                arguments: [Date().timeIntervalSince1970 - 1, run.rawValue])
        }
    }

    @Test(arguments: [dead, earlier]) func aProcessThatIsGoneIsAbandoned(_ worker: Worker) throws {
        try withRun(of: worker) { store, study, run in
            let next = try store.beginRun(Sample.run, of: study)
            #expect(try store.runs(of: study).map(\.ending) == [.abandoned, nil])
            #expect(try store.claim(2, for: next) == [0, 1])
            #expect(try store.renew(run).lapses == 1)
        }
    }

    @Test(arguments: [Worker.current, Sample.run.worker])
    func aProcessThatMayLiveIsLeftAloneUntilItsLeaseEnds(_ worker: Worker) throws {
        try withRun(of: worker) { store, study, run in
            let next = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(1, for: next) == [1])
            try expire(run, in: store)
            try store.renew(run)
            #expect(try store.claim(1, for: next) == [2])
            try expire(run, in: store)
            #expect(try store.renew(next).otherRuns == 0)
            #expect(try store.claim(1, for: next) == [0], "a claim frees what the dead have claimed")
            #expect(try store.runs(of: study).map(\.ending) == [.abandoned, nil])
        }
    }

    @Test func aRunThatSavesACheckpointLives() throws {
        try withRun(of: Sample.run.worker) { store, study, run in
            try expire(run, in: store)
            try store.saveCheckpoint(TrialCheckpoint(number: 0, step: 1, data: Data()), for: run)
            let next = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(1, for: next) == [1])
            #expect(try store.runs(of: study).map(\.ending) == [nil, nil])
        }
    }

    @Test func theCheckpointOfADeadRunIsFound() throws {
        try withRun(of: Self.dead) { store, study, run in
            let checkpoint = TrialCheckpoint(number: 0, step: 1, data: Data([1]))
            try store.saveCheckpoint(checkpoint, for: run)
            let next = try store.beginRun(Sample.run, of: study)
            #expect(try store.claim(1, for: next) == [0])
            #expect(try store.checkpoint(ofTrial: 0, of: study) == checkpoint)
        }
    }

    @Test func aStudyOfADeadRunIsDeleted() throws {
        try withRun(of: Self.dead) { store, study, _ in
            try store.deleteStudy(study)
            #expect(try store.studies().isEmpty)
        }
    }

    @Test func aProcessKnowsItself() {
        let worker = Worker.current
        #expect(worker.process == getpid())
        #expect(!worker.host.isEmpty && !worker.processStart.isEmpty && !worker.scope.isEmpty)
        #expect(!worker.isCertainlyDead)
        #expect(worker == Worker.current)
    }

    /// Without a scope (no /proc), or in another scope, a process ID says nothing.
    @Test(arguments: ["", "another boot"]) func ofProcessesElsewhereNothingIsCertain(_ scope: String) {
        var worker = Self.dead
        worker.scope = scope
        #expect(!worker.isCertainlyDead)
    }
}
