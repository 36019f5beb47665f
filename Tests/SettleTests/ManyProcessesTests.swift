import Foundation
import GRDB
import HyperparameterSearch
import StudyStorage
import Testing

/// Several commands at work on one study.
@Suite("Several processes on one study", .serialized)
struct ManyProcessesTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test("share it out, and give what one gives")
    func together() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let running = try (0..<3).map { _ in try scratch.start(["run", "long.yaml", "--threads", "1"]) }
        for command in running {
            let run = try command.finish()
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try scratch.stableRows(LongStudy.name) == long.straightRows)
        let store = try SQLiteStore(path: scratch.storage, access: .reading)
        let study = try #require(try store.study(named: LongStudy.name)).id
        #expect(try store.runs(of: study).map(\.ending) == [.finished, .finished, .finished])
        #expect(try store.conflicts(of: study).isEmpty)
    }

    @Test("are listed while they work")
    func listed() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let running = try (0..<2).map { _ in try scratch.start(["run", "endless.yaml", "--threads", "1"]) }
        let pids = Set(running.map(\.identifier))
        let seen = try running[0].wait {
            guard scratch.complete("endless") > 0 else { return false }
            let studies = try scratch.settle("studies", "-f", "json").objects()
            let atWork = studies.first?["atWork"] as? [[String: Any]] ?? []
            return Set(atWork.compactMap { ($0["process"] as? NSNumber)?.int32Value }) == pids
        }
        #expect(seen)
        running[1].send(SIGKILL)
        _ = try running[1].finish()
        let left = try scratch.settle("studies", "-f", "csv").output
        #expect(left.contains(":\(running[0].identifier)\n") && !left.contains(":\(running[1].identifier)"))
        running[0].send(SIGINT)
        #expect(try running[0].finish().status == 130)
    }

    @Test("of another policy are told, and nothing changes")
    func otherPolicy() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let running = try scratch.start(["run", "endless.yaml"])
        #expect(running.wait { scratch.complete("endless") > 0 })
        let other = try scratch.settle("run", "endless.yaml", "--keep", "5")
        #expect(other.status == 74)
        #expect(other.errors.contains("works on this study with the policy 'complete', and this run's is 'keep 5'"))
        running.send(SIGINT)
        #expect(try running.finish().status == 130)
    }

    private func isLocked(_ path: String) throws -> Bool {
        let queue = try DatabaseQueue(path: path)
        do {
            try queue.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE; ROLLBACK") }
            return false
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return true
        }
    }

    @Test("go on without one that is stopped, and it goes on after them")
    func stopped() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let environment = ["SETTLE_LEASE": "3"]
        let first = try scratch.start(["run", "long.yaml", "--threads", "1"], environment: environment)
        #expect(first.wait { scratch.complete(LongStudy.name) > 0 })
        // A process that is stopped while it writes would keep all others waiting.
        repeat {
            first.send(SIGCONT)
            first.send(SIGSTOP)
        } while try isLocked(scratch.storage)
        let second = try scratch.start(["run", "long.yaml"], environment: environment)
        let run = try second.finish()
        #expect(run.status == 0, "\(run.errors)")
        #expect(try scratch.stableRows(LongStudy.name) == long.straightRows)
        first.send(SIGCONT)
        let late = try first.finish()
        #expect(late.status == 0, "\(late.errors)")
        #expect(try scratch.stableRows(LongStudy.name) == long.straightRows)
        let store = try SQLiteStore(path: scratch.storage, access: .reading)
        let study = try #require(try store.study(named: LongStudy.name)).id
        #expect(try store.runs(of: study).map(\.ending) == [.finished, .finished])
        #expect(try store.conflicts(of: study).isEmpty)
    }

    @Test("A lease that cannot be is a usage error", arguments: ["x", "0", "-1", "nan", "1e9"])
    func lease(text: String) throws {
        try scratch.write(StudyFiles.random("s", layers: "[4, 3, 2]", steps: 10, trials: 2), to: "s.yaml")
        let run = try scratch.start(["run", "s.yaml"], environment: ["SETTLE_LEASE": text]).finish()
        #expect(run.status == 64 && run.errors.contains("SETTLE_LEASE is '\(text)'"))
        #expect(try scratch.files == ["s.yaml"])
    }

    @Test("The file deleted under a run: what it held is saved, and said where")
    func deleted() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let running = try scratch.start(["run", "long.yaml"])
        #expect(running.wait { scratch.complete(LongStudy.name) > 0 })
        try FileManager.default.removeItem(atPath: scratch.storage)
        let run = try running.finish()
        #expect(run.status == 74)
        #expect(
            run.errors.contains("was deleted or replaced while settle worked on it; all that it held has been saved"))
        let saved = try #require(try scratch.files.first { $0.contains(".rescued-") })
        try FileManager.default.moveItem(atPath: scratch.path(saved), toPath: scratch.storage)
        let resumed = try scratch.settle("resume", LongStudy.name)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try scratch.stableRows(LongStudy.name) == long.straightRows)
    }

    @Test("wait while another program holds the file, and go on")
    func held() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let running = try scratch.start(["run", "long.yaml"])
        #expect(running.wait { scratch.complete(LongStudy.name) > 0 })
        let other = try DatabaseQueue(path: scratch.storage)
        try other.inDatabase { database in
            // It may have to wait for the run in its turn.
            try database.execute(sql: "PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE")
            let held = scratch.complete(LongStudy.name)
            usleep(1_500_000)
            #expect(scratch.complete(LongStudy.name) == held && running.isRunning)
            try database.execute(sql: "COMMIT")
        }
        let run = try running.finish()
        #expect(run.status == 0, "\(run.errors)")
        #expect(try scratch.stableRows(LongStudy.name) == long.straightRows)
    }

    /// The short form of `make torture`.
    @Test("killed, stopped and run out of disk again and again, lose nothing", .timeLimit(.minutes(5)))
    func torture() throws {
        let script = BuiltProgram.repository.appendingPathComponent("Scripts/torture.py").path
        let run = try scratch.start(
            [
                "python3", script, "--settle", BuiltProgram.settle.path, "--kills", "12", "--processes", "3",
                "--trials", "1000",
                "--steps", "1000", "--seed", "7",
            ], program: "/usr/bin/env"
        ).finish()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("Every study as undisturbed"))
    }
}
