import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

/// Several processes work on one file.
@Suite struct ProcessTests {
    static let processes = 6

    /// Waits until every process has reached this call.
    private static func meet(in folder: String, as process: Int) throws {
        _ = FileManager.default.createFile(atPath: folder + "/ready-\(process)", contents: nil)
        while try FileManager.default.contentsOfDirectory(atPath: folder).count < processes { usleep(500) }
    }

    @Test(.timeLimit(.minutes(6)), arguments: 0..<3)
    func processesThatOpenAFreshFileTogetherDoNotCollide(_ round: Int) async throws {
        try await TemporaryFolder.withAsync { folder in
            try FileManager.default.createDirectory(atPath: folder.file("gate"), withIntermediateDirectories: false)
            await withTaskGroup { group in
                for process in 0..<Self.processes {
                    group.addTask {
                        await #expect(processExitsWith: .success) {
                            [folder = folder.path as String, process = process as Int] in
                            recordingErrors {
                                try Self.meet(in: folder + "/gate", as: process)
                                let store = try SQLiteStore(path: folder + "/results/s.sqlite")
                                _ = try store.openStudy(Sample.definition("common"))
                                let own = try store.openStudy(Sample.definition("own-\(process)")).id
                                let run = try store.beginRun(RunDescription(worker: .current), of: own)
                                let claimed = try store.claim(3, for: run)
                                try store.record(claimed.map { Sample.complete($0, Double(process)) }, for: run)
                                try store.endRun(run, as: .finished)
                            }
                        }
                    }
                }
            }
            let store = try SQLiteStore(path: folder.file("results/s.sqlite"), access: .reading)
            let own = (0..<Self.processes).map { "own-\($0)" }
            #expect(try store.studies().map(\.definition.name) == ["common"] + own)
            for (process, name) in own.enumerated() {
                let study = try #require(try store.study(named: name)).id
                #expect(try store.best(9, of: study).map(\.value) == Array(repeating: Double(process), count: 3))
            }
        }
    }

    @Test func whatADeadProcessHadClaimedIsClaimedAgain() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("s.sqlite")
            await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
                let store = try SQLiteStore(path: path)
                let run = try store.beginRun(
                    RunDescription(worker: .current), of: store.openStudy(Sample.definition()).id)
                _ = try store.claim(4, for: run)
                try store.record([0, 2].map { Sample.complete($0, 1) }, for: run)
                _exit(7)
            }
            let store = try SQLiteStore(path: path)
            let study = try #require(try store.study(named: "study")).id
            #expect(try store.counts(of: study) == TrialCounts([.complete: 2, .claimed: 2]))
            let run = try store.beginRun(RunDescription(worker: .current), of: study)
            #expect(try store.runs(of: study).map(\.ending) == [.abandoned, nil])
            #expect(try store.claim(3, for: run) == [1, 3, 4])
        }
    }

    /// The process is killed in the middle of a trial that has two saved checkpoints.
    @Test func aKilledProcessIsTakenUpFromItsLastCheckpoint() async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("s.sqlite")
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let reader = try SQLiteStore(path: path)
                let study = try LongSearch.open(in: reader).id
                let objective = LongObjective { number, step in
                    guard number == 1, step == 13 else { return }
                    _ = wait { (try? reader.checkpoint(ofTrial: 1, of: study))??.step == 10 }
                    kill(getpid(), SIGKILL)
                }
                _ = try Self.run(objective, in: SQLiteStore(path: path))
            }
            let (store, log) = (try SQLiteStore(path: path), StepLog())
            let study = try LongSearch.open(in: store).id
            #expect(try store.checkpoint(ofTrial: 1, of: study)?.step == 10)
            #expect(try Self.run(LongObjective(log: log), in: store).ending == .finished)
            #expect(try store.runs(of: study).map(\.ending) == [.abandoned, .finished])
            #expect(log.steps[1] == 15)

            let straight = InMemoryStore()
            _ = try Self.run(LongObjective(keeping: .never), in: straight)
            let wanted = try StoredContent(of: LongSearch.open(in: straight).id, in: straight)
            #expect(try StoredContent(of: study, in: store) == wanted)
            let checkpoints = try store.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM checkpoints") }
            #expect(checkpoints == 0)
        }
    }

    private static func run(_ objective: LongObjective, in store: any TrialStore) throws -> RunSummary {
        try StudyRunner(
            study: LongSearch.open(in: store), store: store, sampler: LongSearch.sampler(), objective: objective,
            threads: ThreadCount(1)
        ).run(RunDescription(worker: .current), cancellation: Cancellation())
    }
}
