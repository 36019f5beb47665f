import Foundation
import GRDB
import StudyReports
import Testing

/// One at a time: each keeps all cores busy.
@Suite("A run that is stopped", .serialized)
struct InterruptionTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    /// Starts the long study and waits until it has recorded more than it had.
    private func startLong() throws -> RunningCommand {
        let before = scratch.complete(LongStudy.name)
        let running = try scratch.start(["run", "long.yaml"])
        #expect(running.wait { scratch.complete(LongStudy.name) > before }, "\(running.errors)")
        return running
    }

    /// What is recorded now is what the straight run recorded, as far as it goes; resuming gives the rest.
    private func expectNothingLost(_ long: LongStudy, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rows = try scratch.stableRows(LongStudy.name, "--state", "complete", "--state", "failed")
        #expect((2...long.trials).contains(rows.count), "some trials and not all", sourceLocation: sourceLocation)
        #expect(Set(rows).isSubset(of: long.straightRows), sourceLocation: sourceLocation)
    }

    private func expectResumedEqualsStraight(_ long: LongStudy) throws {
        let resumed = try scratch.settle("resume", LongStudy.name)
        #expect(resumed.status == 0)
        #expect(try scratch.stableRows(LongStudy.name) == long.straightRows)
        #expect(try scratch.settle("run", "long.yaml").errors.hasPrefix("Nothing is left to do"))
    }

    @Test(
        "by Ctrl-C, SIGTERM or SIGHUP ends with 130, says how to go on, and goes on to what a straight run gives",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func once(signal: Int32) throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let running = try startLong()
        running.send(signal)
        let run = try running.finish()
        #expect(run.status == 130)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("Stopping at the next safe point"))
        let last = try #require(run.errorLines.last)
        #expect(
            last.hasPrefix("Stopped with ") && last.contains("of \(NumberText.count(long.trials, "trial")) recorded"))
        #expect(last.hasSuffix(". Go on with: settle resume long"))
        #expect(run.errors.contains(". Stored in \(scratch.storage)."))
        #expect(try scratch.settle("trials", "long", "--state", "claimed", "-f", "json").output == "[\n\n]\n")
        try expectNothingLost(long)
        try expectResumedEqualsStraight(long)
    }

    @Test("by kill -9, twice, goes on to what a straight run gives")
    func killed() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        for _ in 0..<2 {
            let running = try startLong()
            running.send(SIGKILL)
            #expect(try running.finish().status == 128 + SIGKILL)
            try expectNothingLost(long)
        }
        try expectResumedEqualsStraight(long)
    }

    @Test("by several SIGTERMs, as a cluster sends them, still stops at its safe point")
    func terminatedTwice() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let running = try startLong()
        for _ in 0..<3 {
            running.send(SIGTERM)
            #expect(running.wait { running.errors.contains("Stopping") })
        }
        let run = try running.finish()
        #expect(run.status == 130)
        #expect(!run.errors.contains("Stopped at once"))
        #expect(run.errorLines.last?.hasPrefix("Stopped with ") == true, "\(run.errors)")
    }

    @Test("by two Ctrl-Cs in a row loses nothing either")
    func twiceInARow() throws {
        let long = try LongStudy.shared.get()
        try scratch.write(long.text, to: "long.yaml")
        let running = try startLong()
        running.send(SIGINT)
        #expect(running.wait { running.errors.contains("Stopping") })
        running.send(SIGINT)
        #expect(try running.finish().status == 130)
        try expectNothingLost(long)
        try expectResumedEqualsStraight(long)
    }

    @Test("by a second Ctrl-C far from a safe point ends at once and says how to go on")
    func atOnce() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let running = try scratch.start(["run", "endless.yaml", "--storage", scratch.storage])
        #expect(running.wait { scratch.complete("endless") > 0 })
        // While somebody else writes to the store, the run cannot record what it has finished, and so not stop.
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        let database = try DatabaseQueue(path: scratch.storage, configuration: configuration)
        let (run, recorded) = try database.inDatabase { database in
            try database.beginTransaction(.immediate)
            defer { try? database.rollback() }
            let recorded = scratch.complete("endless")
            running.send(SIGINT)
            #expect(running.wait { running.errors.contains("Stopping at the next safe point (Ctrl-C again: at once)") })
            running.send(SIGINT)
            return (try running.finish(), recorded)
        }
        #expect(run.status == 130)
        #expect(run.output.isEmpty)
        #expect(
            run.errorLines.last
                == "Stopped at once. What was recorded is safe. "
                + "Go on with: settle resume endless --storage \(scratch.storage)")
        #expect(scratch.complete("endless") == recorded)
        let resumed = try scratch.start(["resume", "endless"])
        #expect(resumed.wait { scratch.complete("endless") > recorded })
        resumed.send(SIGINT)
        #expect(try resumed.finish().status == 130)
    }

    @Test("is not deleted while it goes on: one who tries is told who is at work")
    func secondProcess() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let running = try scratch.start(["run", "endless.yaml"])
        #expect(running.wait { scratch.complete("endless") > 0 })
        for _ in 0..<2 {
            let second = try scratch.settle("delete", "endless", "--yes")
            #expect(second.status == 74)
            #expect(second.output.isEmpty)
            #expect(second.errorLines.count == 1)
            #expect(second.errors.hasPrefix("settle: process \(running.identifier) on "))
            #expect(second.errors.contains("has been working on this study since "))
            #expect(second.errors.hasSuffix("nor its number of trials changed; wait for it or stop it\n"))
        }
        // Looking on is allowed.
        #expect(try scratch.settle("best", "endless", "--top", "1", "-f", "json").objects().count == 1)
        #expect(running.isRunning)
        running.send(SIGINT)
        #expect(try running.finish().status == 130)
    }

    /// The trials that were in flight go on from where they stood, on another number of threads.
    @Test("in its first trials keeps them, and tells how many")
    func firstTrials() throws {
        let text = StudyFiles.random("slow", layers: "[60, 50, 10]", steps: 60_000, trials: 60)
        try scratch.write(text, to: "slow.yaml")
        #expect(try scratch.settle("run", "slow.yaml", "--storage", scratch.path("straight.sqlite")).status == 0)
        let straight = try scratch.stableRows("slow", "--storage", scratch.path("straight.sqlite"))
        let terminal = try Terminal(columns: 80)
        let running = try scratch.start(["run", "slow.yaml", "--threads", "1"], errorTerminal: terminal.programEnd)
        #expect(running.wait { terminal.text.contains(/[0-9],[0-9]{3} of 60,000/) }, "\(terminal.text)")
        running.send(SIGINT)
        #expect(try running.finish().status == 130)
        #expect(terminal.text.contains(" kept where they stood. Go on with: settle resume slow"), "\(terminal.text)")
        let lines = terminal.text.components(separatedBy: "\u{1B}[K").filter { $0.contains(" running") }
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.prefix { $0 != "\r" && $0 != "\r\n" && $0 != "^" }.count < 80 })
        let resumed = try scratch.settle("resume", "slow")
        #expect(resumed.status == 0 && !resumed.errors.contains("started again"))
        #expect(try scratch.stableRows("slow") == straight)
        #expect(try scratch.settle("check").status == 0)
    }

    @Test("by a signal that was ignored when it began goes on", arguments: ["INT", "HUP"])
    func ignored(signal: String) throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let program = BuiltProgram.settle.path
        let running = try scratch.start(
            ["-c", "trap '' \(signal); exec '\(program)' run endless.yaml"], program: "/bin/sh")
        #expect(running.wait { scratch.complete("endless") > 0 })
        running.send(signal == "INT" ? SIGINT : SIGHUP)
        let before = scratch.complete("endless")
        #expect(running.wait { scratch.complete("endless") > before })
        #expect(!running.errors.contains("Stopping"))
        running.send(SIGTERM)
        #expect(try running.finish().status == 130)
    }

    @Test("tells the command to go on with in a form that a shell understands")
    func quotedStorage() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let storage = scratch.path("my study's.sqlite")
        let running = try scratch.start(["run", "endless.yaml", "--storage", storage])
        #expect(running.wait { scratch.complete("endless", in: storage) > 0 })
        running.send(SIGINT)
        let run = try running.finish()
        #expect(run.status == 130)
        let command = try #require(run.errorLines.last?.components(separatedBy: "Go on with: settle ").last)
        let words = try scratch.start(["-c", "printf '%s\\n' \(command)"], program: "/bin/sh").finish().lines
        #expect(words == ["resume", "endless", "--storage", storage])
    }
}
