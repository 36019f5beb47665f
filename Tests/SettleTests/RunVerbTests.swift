import AnnealingStudies
import Foundation
import StudyFiles
import StudyStorage
import Testing

@Suite("settle run and resume")
struct RunVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
    }

    @Test("evaluates every trial and prints the best; again, it says that nothing is left")
    func twice() throws {
        let first = try scratch.settle("run", "tiny.yaml", "--top", "3")
        #expect(first.status == 0)
        #expect(first.lines.count == 4)
        #expect(first.errors.contains("tiny: 12 trials in "))
        #expect(first.errors.contains(" (1 failed). Stored in \(scratch.path("studies.sqlite")).\n"))
        let failure =
            "1 trial of tiny failed; trial 0: epsilon is 0 at step 1: a schedule must stay finite and above 0; change its "
            + "initial value or let it decay more slowly. Evaluate failed trials again with: settle retry tiny\n"
        #expect(first.errors.hasSuffix(failure), "\(first.errors)")
        let rows = try scratch.stableRows("tiny")
        #expect(rows.count == 13)

        let second = try scratch.settle("run", "tiny.yaml", "--top", "3")
        #expect(second.status == 0)
        #expect(second.errors == "Nothing is left to do: tiny has all of its 12 trials.\n" + failure)
        #expect(second.output == first.output)
        #expect(try scratch.stableRows("tiny") == rows)
    }

    @Test("resumes without the file, which by then may be gone")
    func resume() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let straight = try scratch.stableRows("tiny")
        let more = try StudyFile.read(StudyFiles.random(trials: 15), file: "tiny.yaml", kinds: .annealing).definition()
        _ = try SQLiteStore(path: scratch.storage).openStudy(more)
        try FileManager.default.removeItem(atPath: scratch.path("tiny.yaml"))
        let resumed = try scratch.settle("resume", "tiny", "-f", "json")
        #expect(resumed.status == 0)
        #expect(resumed.errors.hasPrefix("tiny: 3 trials in "))
        #expect(try resumed.objects().count == 5)
        let rows = try scratch.stableRows("tiny")
        #expect(rows.count == 16)
        #expect(Array(rows.prefix(13)) == straight)
        #expect(try scratch.settle("resume", "tiny").errors.hasPrefix("Nothing is left to do: tiny has all of its 15"))
    }

    @Test("tells of earlier trials whose values another version of the arithmetic computed")
    func numerics() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        try scratch.tamper("UPDATE runs SET description = json_set(description, '$.numerics', 99)")
        let before = try scratch.stableRows("tiny")
        try scratch.write(StudyFiles.random(trials: 15), to: "tiny.yaml")
        let run = try scratch.settle("run", "tiny.yaml")
        #expect(run.status == 0)
        #expect(
            run.errors.hasPrefix("Trials of tiny were computed by numerics version 99, and new ones are by version "))
        #expect(Array(try scratch.stableRows("tiny").prefix(13)) == before)
    }

    @Test("raising the number of trials extends the study, as a straight run would have had it")
    func extend() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let short = try scratch.stableRows("tiny")
        try scratch.write(StudyFiles.random(trials: 20), to: "tiny.yaml")
        let run = try scratch.settle("run", "tiny.yaml")
        #expect(run.status == 0)
        #expect(run.errors.contains("tiny: 8 trials in "))
        let extended = try scratch.stableRows("tiny")
        #expect(Array(extended.prefix(13)) == short)

        let other = try Scratch()
        try other.write(StudyFiles.random(trials: 20), to: "tiny.yaml")
        _ = try other.settle("run", "tiny.yaml")
        #expect(try other.stableRows("tiny") == extended)
    }

    @Test("lowering it hides nothing, and what is beyond is told")
    func lower() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let rows = try scratch.stableRows("tiny")
        try scratch.write(StudyFiles.random(trials: 5), to: "tiny.yaml")
        #expect(
            try scratch.settle("run", "tiny.yaml").errors.hasPrefix(
                """
                tiny has 12 finished trials, and its file now says 5: the 7 beyond it stay and count, among the best \
                too. To be without them, give the study another name.
                Nothing is left to do: tiny has all of its 5 trials.

                """))
        #expect(try scratch.stableRows("tiny") == rows)
        #expect(try scratch.settle("show", "tiny", "11").status == 0)
    }

    @Test("gives the same with one thread and with two")
    func threads() throws {
        try scratch.write(StudyFiles.random(trials: 100), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml", "--threads", "1").status == 0)
        let other = try Scratch()
        try other.write(StudyFiles.random(trials: 100), to: "tiny.yaml")
        #expect(try other.settle("run", "tiny.yaml", "--threads", "2").status == 0)
        let rows = try scratch.stableRows("tiny")
        #expect(rows.count == 101)
        #expect(try other.stableRows("tiny") == rows)
    }

    @Test("uses no more threads than there are cores, and says so")
    func tooManyThreads() throws {
        let run = try scratch.settle("run", "tiny.yaml", "--threads", "5000")
        #expect(run.status == 0)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let expected = cores == 1 ? "Using 1 thread, not 5,000" : "Using \(cores) threads, not "
        #expect(run.errors.hasPrefix(expected))
    }

    @Test("refuses a changed definition, shows what changed and changes nothing")
    func changedDefinition() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let rows = try scratch.stableRows("tiny")
        let studies = try scratch.settle("studies", "-f", "json").output
        try scratch.write(StudyFiles.random(steps: 60, trials: 50, seed: 4), to: "tiny.yaml")
        let run = try scratch.settle("run", "tiny.yaml")
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        #expect(
            run.errorLines == [
                "settle: study 'tiny' is stored with another definition; give the changed study another name, "
                    + "or delete the stored one", "  objective.convergence.steps: stored 50, now 60",
                "  sampler.random.seed: stored 3, now 4",
            ])
        #expect(try scratch.stableRows("tiny") == rows)
        #expect(try scratch.settle("studies", "-f", "json").output == studies)
    }

    @Test("says where to look when no trial is complete")
    func allFailed() throws {
        let text = """
            name: failing
            objective:
              convergence:
                layers: [6, 5, 3]
                weights: {seed: 1}
                input: {seed: 2}
                steps: 50
                minimize: meanError
            sampler: points
            points:
              - {epsilon: 0, lambda: 1, quantizer: sigma-delta}

            """
        try scratch.write(text, to: "failing.yaml")
        let stopped = try scratch.settle("run", "failing.yaml")
        #expect(stopped.status == 65)
        #expect(stopped.errors.contains("failing has stopped, because its first trial failed; trial 0: epsilon is 0"))
        let run = try scratch.settle("run", "failing.yaml", "--keep-going")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("No trial is complete; see why with: settle trials failing --state failed"))
        let trial = try #require(try scratch.settle("trials", "failing", "-f", "json").objects().first)
        #expect(trial["state"] as? String == "failed")
        #expect((trial["reason"] as? String ?? "").hasPrefix("epsilon is 0 at step 1"))
        #expect(try scratch.settle("replay", "failing", "0").output.contains("came back exactly: the same failure"))
    }

    @Test("keeps a progress line on a terminal, and clears it in the end")
    func progressOnTerminal() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let terminal = try Terminal()
        let running = try scratch.start(["run", "endless.yaml"], errorTerminal: terminal.programEnd)
        #expect(running.wait { terminal.text.contains("best ") })
        running.send(SIGINT)
        #expect(running.wait { terminal.text.contains("Go on with") })
        #expect(try running.finish().status == 130)
        #expect(terminal.text.contains("\r\u{1B}[Kendless · 0/10,000,000 · "))
        #expect(terminal.text.contains(" trials/s · "))
        #expect(terminal.text.contains(" · best "))
    }

    @Test("no progress line is wider than the terminal")
    func narrowTerminal() throws {
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let terminal = try Terminal(columns: 32)
        let running = try scratch.start(["run", "endless.yaml"], errorTerminal: terminal.programEnd)
        #expect(running.wait { terminal.text.contains("\r\u{1B}[Kendless ") })
        running.send(SIGINT)
        #expect(running.wait { terminal.text.contains("Go on with") })
        _ = try running.finish()
        let redraws = terminal.text.components(separatedBy: "\r\u{1B}[K").filter { $0.hasPrefix("endless ") }
        #expect(!redraws.isEmpty)
        // What is said of the interruption stands on lines of its own.
        for line in redraws where !line.contains("\n") { #expect(line.count < 32, "\(line)") }
    }
}
