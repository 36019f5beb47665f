import Foundation
import StudyStorage
import Testing

@Suite("settle ask")
struct AskVerbTests {
    @Test("makes the study, prints trials as JSON, and says with its status when there are none")
    func asks() throws {
        let scratch = try Scratch.withToldFile(trials: 3)
        let first = try scratch.settle("ask", "told.yaml", "--count", "2", "--lease", "90s")
        #expect(first.status == 0)
        #expect(first.errors.isEmpty)
        let trials = try first.lines.map(AskedLine.init)
        #expect(trials.map(\.number) == [0, 1])
        #expect(trials.map(\.attempt) == [1, 1])
        #expect(
            trials.allSatisfy { $0.from == nil && ($0.parameters["rate"] as? Double).map { $0 > 0 && $0 < 1 } == true })
        #expect(
            trials.allSatisfy { ($0.parameters["nesterov"] != nil) == ($0.parameters["optimizer"] as? String == "sgd") }
        )
        #expect(first.output.hasPrefix("{\"study\":\"told\",\"number\":0,\"token\":\"1-"))

        let second = try scratch.ask("told", "--count", "9")
        #expect(second.map(\.number) == [2])
        let none = try scratch.settle("ask", "told")
        #expect(none.status == 75)
        #expect(none.output.isEmpty)
        #expect(
            none.errors == "told has no trial to give now: others have those that are left, or the next ones depend on "
                + "these. Ask again later, or wait for one with --wait.\n")
        let list = try scratch.settle("studies", "-f", "json").objects()
        #expect((list[0]["atWork"] as? [[String: Any]])?.map { $0["claimed"] as? Int } == [2, 1])
        #expect(try scratch.settle("studies").output.contains("(3 asked)"))
        #expect(try scratch.settle("show", "told", "0").output.contains("a program that asked for trials on"))

        for trial in trials + second { #expect(try scratch.tell(trial, "--value", "\(trial.number)").status == 0) }
        let end = try scratch.settle("ask", "told.yaml", "--wait")
        #expect(end.status == 1)
        #expect(end.output.isEmpty)
        #expect(end.errors == "All 3 trials of told are finished. See the best with: settle best told\n")
        #expect(try scratch.settle("best", "told", "-f", "json").objects().map { $0["number"] as? Int } == [0, 1, 2])
        #expect(try scratch.settle("check", "told").status == 0)
        #expect(try scratch.settle("report", "told", "-o", "told.html").status == 0)
    }

    @Test("with --wait, waits for a trial of others")
    func waits() throws {
        let scratch = try Scratch.withToldFile(trials: 1)
        let mine = try #require(try scratch.ask().first)
        let waiting = try scratch.start(["ask", "told", "--wait"])
        // It waits until the lease of the first has ended.
        #expect(waiting.isRunning)
        #expect(try scratch.tell(mine, "--failed", "no").status == 0)
        #expect(try waiting.finish().status == 1)
        #expect(try scratch.settle("retry", "told").errors.contains("Evaluate them with: settle ask told"))
        let again = try #require(try scratch.ask("told", "--lease", "1s").first)
        #expect(again.number == 0 && again.attempt == 2)
        #expect(again.parameters as NSDictionary == mine.parameters as NSDictionary)
        let next = try #require(try scratch.ask("told", "--wait").first)
        #expect(next.number == 0 && next.attempt == 3)
        // Who comes late and first counts.
        #expect(try scratch.tell(again, "--value", "2").status == 0)
        #expect(try scratch.tell(next, "--value", "2").errors == "Trial 0 of told had this result already.\n")
    }

    @Test("the study is not run, resumed or replayed, and says what to do instead")
    func notRun() throws {
        let scratch = try Scratch.withToldFile()
        let run = try scratch.settle("run", "told.yaml")
        #expect(run.status == 64)
        #expect(
            run.errors == "settle: the values of 'told' are told by a program outside, so settle cannot evaluate its "
                + "trials; ask for a trial with: settle ask told.yaml, and tell what it is worth with: settle tell told "
                + "NUMBER --token TOKEN --value VALUE\n")
        #expect(try scratch.files == ["told.yaml"])
        let trial = try #require(try scratch.ask().first)
        #expect(try scratch.tell(trial, "--value", "1").status == 0)
        for arguments in [["resume", "told"], ["replay", "told", "0"]] {
            let refused = try scratch.start(arguments).finish()
            #expect(refused.status == 64)
            #expect(refused.errors.contains("ask for a trial with: settle ask told, and"), "\(refused.errors)")
        }
    }

    @Test("other kinds of study are run, and cannot be asked for; errors of the command line name the rule")
    func refused() throws {
        let scratch = try Scratch.withTinyStudy()
        for study in ["tiny.yaml", "tiny"] {
            let refused = try scratch.settle("ask", study)
            #expect(refused.status == 64)
            #expect(refused.errors.contains("trials of 'tiny' are evaluated by settle itself"), "\(refused.errors)")
        }
        let unknown = try scratch.settle("ask", "nobody")
        #expect(unknown.status == 64 && unknown.errors.contains("there is no study 'nobody'"))
        #expect(try scratch.settle("ask", "nobody.yaml").status == 74)
        for (option, value) in [("--lease", "1"), ("--lease", "0s"), ("--lease", "1y"), ("--count", "0")] {
            let refused = try scratch.settle("ask", "tiny", option, value)
            #expect(refused.status == 64 && refused.errors.contains("\(option)"), "\(refused.errors)")
        }
        let empty = try Scratch()
        #expect(try empty.settle("ask", "told").status == 74)
        #expect(try empty.files.isEmpty)
    }

    @Test("a scheduler that does not go with the study is an error before anything is stored")
    func scheduler() throws {
        let scratch = try Scratch.withToldFile(more: "scheduler: {patience: {reports: 2}}")
        let refused = try scratch.settle("ask", "told.yaml")
        #expect(refused.status == 64)
        #expect(refused.errors.contains("no values on the way"), "\(refused.errors)")
        #expect(try scratch.files == ["told.yaml"])
    }

    @Test("a program's trials can be asked for, with their seeds, and a run starts the program for the rest")
    func program() throws {
        let scratch = try Scratch()
        try scratch.write(
            """
            name: program
            objective: {program: {command: [sh, -c, 'echo "{\\"value\\": {x}}"'], minimize: loss}}
            sampler: {random: {stream: keyed, seed: 1}}
            trials: 4
            space: {x: {from: 0, to: 1}}
            """, to: "program.yaml")
        let asked = try scratch.settle("ask", "program.yaml")
        #expect(asked.status == 0, "\(asked.errors)")
        let trial = try AskedLine(asked.output)
        #expect(asked.output.contains("\"seed\":"))
        let x = try #require(trial.parameters["x"] as? Double)
        let told = try scratch.settle("tell", "program", "0", "--token", trial.token, "--value", "\(x)")
        #expect(told.status == 0, "\(told.errors)")
        let run = try scratch.settle("run", "program.yaml")
        #expect(run.status == 0, "\(run.errors)")
        let trials = try scratch.settle("trials", "program", "-f", "json").objects()
        #expect(trials.map { $0["state"] as? String } == Array(repeating: "complete", count: 4))
        #expect(trials.first?["value"] as? Double == x)
    }
}
