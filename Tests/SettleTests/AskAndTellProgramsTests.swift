import Foundation
import HyperparameterSearch
import StudyStorage
import Testing

@Suite("Programs that ask and tell")
struct AskAndTellProgramsTests {
    private static let examples = BuiltProgram.repository.appendingPathComponent("Examples/AskAndTell")

    private func run(_ program: String, _ script: String, in scratch: Scratch) throws -> CommandRun {
        try scratch.start(
            [program, Self.examples.appendingPathComponent(script).path], program: "/usr/bin/env",
            environment: ["SETTLE": BuiltProgram.settle.path]
        ).finish()
    }

    @Test("the example in Python has at most 60 lines, and finds the same with two of it at once")
    func python() throws {
        let text = try String(contentsOf: Self.examples.appendingPathComponent("valley.py"), encoding: .utf8)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 60)
        let alone = try Scratch()
        let run = try run("python3", "valley.py", in: alone)
        #expect(run.status == 0)
        #expect(run.errors == "All 18 trials of valley are finished. See the best with: settle best valley\n")
        let rows = try alone.stableRows("valley")
        // Of each nine trials three go on, and of these one.
        #expect(rows.count { $0.contains(",complete,") } == 2)
        #expect(rows.count { $0.contains(",pruned,") } == 16)

        let both = try Scratch()
        let other = try both.start(
            ["python3", Self.examples.appendingPathComponent("valley.py").path], program: "/usr/bin/env",
            environment: ["SETTLE": BuiltProgram.settle.path])
        #expect(try self.run("python3", "valley.py", in: both).status == 0)
        #expect(try other.finish().status == 0)
        #expect(try both.stableRows("valley") == rows)
    }

    @Test("the example in shell tells every trial's value")
    func shell() throws {
        let scratch = try Scratch()
        let run = try run("sh", "valley.sh", in: scratch)
        #expect(run.errors == "All 18 trials of valley are finished. See the best with: settle best valley\n")
        let store = try SQLiteStore(path: scratch.storage, access: .reading)
        let study = try #require(try store.study(named: "valley"))
        for trial in try store.trials(of: study.id, matching: .all) {
            let (x, y) = (try #require(trial.parameters).number("x"), try #require(trial.parameters).number("y"))
            let height = (1 - x) * (1 - x) + 10 * (y - x * x) * (y - x * x) + 5.0 / 9
            #expect(abs(try #require(trial.value) - height) < 1e-9 * max(1, height))
        }
    }

    @Test("shell loops, two of them killed, lose no trial and tell none twice")
    func loops() throws {
        let scratch = try Scratch()
        let script = BuiltProgram.repository.appendingPathComponent("Scripts/ask_and_tell.py").path
        let run = try scratch.start(
            [
                "python3", script, "--settle", BuiltProgram.settle.path, "--trials", "60", "--loops", "4", "--lease",
                "2s",
            ],
            program: "/usr/bin/env"
        ).finish()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.hasPrefix("60 trials, 4 loops, 2 of them killed"))
    }
}
