import StudyStorage
import Testing

@Suite("settle tell")
struct TellVerbTests {
    @Test("records values and failures; twice the same is accepted, another value is refused")
    func tells() throws {
        let scratch = try Scratch.withToldFile("{maximize: score, values: [accuracy]}", trials: 4)
        let trials = try scratch.ask("told.yaml", "--count", "4")
        let told = try scratch.tell(trials[0], "--value", "-0.5", "--values", "accuracy=0.9")
        #expect(told.status == 0 && told.output.isEmpty && told.errors.isEmpty)
        let again = try scratch.tell(trials[0], "--value", "-0.5", "--values", "accuracy=0.9")
        #expect(again.status == 0 && again.errors == "Trial 0 of told had this result already.\n")
        let other = try scratch.tell(trials[0], "--value", "-0.4")
        #expect(other.status == 65)
        #expect(
            other.errors == "settle: trial 0 has another result, -0.5, which stays; nothing more can be told of it\n")
        #expect(try scratch.tell(trials[1], "--failed", "out of memory").status == 0)
        #expect(try scratch.tell(trials[2], "--value", "1e3").status == 0)
        let best = try scratch.settle("best", "told", "--top", "2", "-f", "json").objects()
        #expect(best.map { $0["number"] as? Int } == [2, 0])
        #expect(best[1]["values"] as? [String: Double] == ["score": -0.5, "accuracy": 0.9])
        #expect(try scratch.settle("show", "told", "1").output.contains("out of memory"))
        #expect(
            try scratch.settle("trials", "told", "-f", "csv").lines[0].hasPrefix(
                "number,state,value,bound,lastValue,steps,reason,score,accuracy,rate,layers,optimizer,nesterov"))
        // The last one is still asked for, so the study cannot be deleted.
        let delete = try scratch.settle("delete", "told", "--yes")
        #expect(delete.status != 0)
        #expect(delete.errors.contains("a program that asked for trials on"), "\(delete.errors)")
    }

    @Test(
        "refuses what cannot be told, with the rule and the remedy",
        arguments: [
            (["--value", "nan"], 64, "tell it as --failed with a reason"),
            (["--value", "-inf"], 64, "tell it as --failed with a reason"),
            (["--value", "much"], 64, "is not a number"),
            ([], 64, "Give the trial's --value, or --failed with a reason"),
            (["--value", "1", "--failed", "no"], 64, "Give the trial's --value, or --failed with a reason"),
            (["--failed", "no", "--step", "1"], 64, "--failed goes without --step"),
            (["--value", "1", "--step", "1", "--values", "a=1"], 64, "without --step"),
            (["--value", "1", "--values", "a"], 64, "write it as accuracy=0.9,seconds=12"),
            (["--value", "1", "--values", "a=1,a=2"], 64, "write it as accuracy=0.9,seconds=12"),
            (["--value", "1", "--values", "loss=2"], 64, "give it as --value"),
            (["--value", "1", "--values", "speed=2"], 64, "the study's values are loss, accuracy"),
            (["--value", "1", "--step", "one"], 64, "is not a whole number"),
            (["--value", "1", "--step", "10"], 65, "there is no step 10: a trial has 9; give a step from 0 to 9"),
        ])
    func refused(_ arguments: [String], _ status: Int, _ message: String) throws {
        let scratch = try Scratch.withToldFile("{minimize: loss, values: [accuracy], steps: 9}")
        let trial = try #require(try scratch.ask().first)
        let run = try scratch.start(["tell", "told", "0", "--token", trial.token] + arguments).finish()
        #expect(run.status == Int32(status))
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try scratch.tell(trial, "--value", "1").status == 0)
    }

    @Test("a wrong token, number or name is refused")
    func wrong() throws {
        let scratch = try Scratch.withToldFile()
        let trials = try scratch.ask("told.yaml", "--count", "2")
        for (number, token) in [
            ("1", trials[0].token), ("0", "1-0000000000000000"), ("0", "x"), ("7", trials[0].token),
        ] {
            let run = try scratch.settle("tell", "told", number, "--token", token, "--value", "1")
            #expect(run.status == 65)
            #expect(run.errors.contains("is not a token of trial \(number); give the token"), "\(run.errors)")
        }
        #expect(try scratch.settle("tell", "nobody", "0", "--token", "1-2", "--value", "1").status == 64)
    }

    @Test("a step answers continue, stop or wait, and a trial that waited is given out again")
    func steps() throws {
        let scratch = try Scratch.withToldFile(
            "{minimize: loss, steps: 9}", trials: 3, more: "scheduler: {successiveHalving: {cohort: 3, first: 3}}")
        let trials = try scratch.ask("told.yaml", "--count", "3")
        func step(_ trial: AskedLine, _ step: Int, _ value: Double) throws -> String {
            try scratch.tell(trial, "--step", "\(step)", "--value", "\(value)").output
        }
        #expect(try step(trials[0], 1, 5) == "continue\n")
        let changed = try scratch.tell(trials[0], "--step", "1", "--value", "6")
        #expect(changed.output == "continue\n")
        #expect(changed.errors == "Trial 0 was told as 5 at step 1 before, which stays and counts.\n")
        #expect(try step(trials[0], 3, 2) == "wait\n")
        #expect(try step(trials[1], 3, 1) == "wait\n")
        #expect(try step(trials[2], 3, 3) == "stop\n")
        let next = try scratch.ask("told", "--count", "3")
        #expect(next.map(\.number) == [1])
        #expect(next.map(\.from) == [3])
        #expect(try scratch.tell(next[0], "--value", "0.5").status == 0)
        #expect(try scratch.settle("ask", "told").status == 1)
        let rows = try scratch.settle("trials", "told", "-f", "json").objects()
        #expect(rows.map { $0["state"] as? String } == ["pruned", "complete", "pruned"])
        #expect(rows.map { $0["steps"] as? Int } == [3, 9, 3])
        #expect(try scratch.settle("check", "told").status == 0)
    }

    @Test("a sampler that learns proposes the same trials, whoever asks, and in whichever order they are told")
    func learns() throws {
        func rows(count: String, isReversed: Bool) throws -> [String] {
            let scratch = try Scratch.withToldFile(
                trials: 24, sampler: "{tpe: {seed: 3, start: 8, generation: 4, lag: 1}}")
            while true {
                var trials = try scratch.ask("told.yaml", "--count", count)
                if trials.isEmpty { break }
                if isReversed { trials.reverse() }
                for trial in trials {
                    let rate = trial.parameters["rate"] as? Double ?? 0
                    let layers = trial.parameters["layers"] as? Double ?? 0
                    #expect(try scratch.tell(trial, "--value", "\(rate + layers)").status == 0)
                }
            }
            let rows = try scratch.stableRows("told")
            #expect(rows.count == 25)
            return rows
        }
        #expect(try rows(count: "1", isReversed: false) == rows(count: "7", isReversed: true))
    }
}
