import Foundation
import Testing

@testable import settle

@Suite("settle evaluate")
struct EvaluateVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch.withTinyStudy()
    }

    private static let small = ["--layers", "12,10,4", "--steps", "200"]

    private func evaluate(_ arguments: String...) throws -> CommandRun {
        try scratch.start(["evaluate"] + Self.small + arguments).finish()
    }

    @Test(
        "compares schedules with the published one, network by network; the numbers are those of studies of one network"
    )
    func comparison() throws {
        let run = try evaluate("--study", "tiny", "--top", "2", "--networks", "3..5:30..32", "-f", "json")
        #expect(run.status == 0, "\(run.errors)")
        let rows = try run.objects()
        #expect(rows.count == 3)
        #expect(rows[0]["epsilon"] as? String == "0.843/t^0.0923")
        #expect(rows[0]["lambda"] as? String == "0.832/t^0.584")
        #expect(rows[0]["ratios"] as? [Double] == [1, 1, 1])
        let baseline = try #require(rows[0]["errors"] as? [Double])
        let best = try scratch.settle("best", "tiny", "--top", "2", "-f", "json").objects()
        for (row, trial) in zip(rows.dropFirst(), best) {
            #expect(row["parent"] as? String == "tiny/\(trial["number"] as? Int ?? -1)")
            #expect(row["epsilon"] as? String == trial["epsilon"] as? String)
            let errors = try #require(row["errors"] as? [Double])
            let ratios = try #require(row["ratios"] as? [Double])
            #expect(ratios == zip(errors, baseline).map { $0 / $1 })
            #expect(row["better"] as? Int == ratios.count { $0 < 1 })
            let spread = try #require(row["ratio"] as? [String: Double])
            #expect(spread["lowest"] == ratios.min())
            #expect(spread["highest"] == ratios.max())
            let product = ratios.reduce(1, *)
            #expect(abs((spread["geometricMean"] ?? 0) - pow(product, 1.0 / 3)) < 1e-12)
        }
        for (index, error) in baseline.enumerated() {
            let alone = try evaluate(
                "--epsilon", "0.5", "--lambda", "1", "--networks", "\(3 + index):\(30 + index)", "-f", "json")
            #expect(try (alone.objects()[0]["errors"] as? [Double]) == [error])
        }
    }

    @Test("is a study that is resumed, shown and replayed as any other, and found again by the same request")
    func study() throws {
        let arguments = ["--study", "tiny", "--top", "1", "--networks", "3..4:30..31", "--name", "two"]
        let first = try scratch.start(["evaluate"] + Self.small + arguments).finish()
        let again = try scratch.start(["evaluate"] + Self.small + arguments).finish()
        #expect(first.output == again.output)
        #expect(again.errors.contains("Nothing is left to do"))
        #expect(try scratch.settle("resume", "two").status == 0)
        #expect(try scratch.settle("replay", "two", "1").status == 0)
        let shown = try scratch.settle("show", "two", "1").output
        #expect(shown.contains("instance.1") && shown.contains("schedule of"))
        #expect(shown.contains("(12-10-4, weights 4, input 31)"))
        let header = try scratch.settle("export", "two", "--format", "csv").lines[0]
        #expect(header.contains("instance.0,instance.1"))
    }

    @Test("takes layers, steps and measure from the study file that names the networks, or from the study, unless told")
    func defaults() throws {
        try scratch.write(
            StudyFiles.random("other", steps: 70).replacing("meanError", with: "finalError"), to: "other.yaml")
        let best = try scratch.settle("best", "tiny", "--top", "1", "-f", "json").objects()[0]
        let own = try scratch.settle("evaluate", "--study", "tiny", "--networks", "1:2", "-f", "json")
        #expect(own.errors.contains("on 1 network, by meanError of 50 steps"))
        #expect(try (own.objects()[1]["errors"] as? [Double])?.first == best["value"] as? Double)
        let other = try scratch.settle("evaluate", "--study", "tiny", "--networks", "other.yaml")
        #expect(other.errors.contains("by finalError of 70 steps"))
        let told = try scratch.settle("evaluate", "--study", "tiny", "--networks", "other.yaml", "--steps", "30")
        #expect(told.errors.contains("by finalError of 30 steps"))
    }

    @Test("takes --instances for --networks, as it did before")
    func oldName() throws {
        let outputs = try ["--networks", "--instances"].map { option in
            try scratch.settle(
                "evaluate", "--epsilon", "0.5", "--lambda", "1", "--layers", "6,5,3", option, "3:30", "--steps", "20",
                "-f", "json"
            ).objects()[0]["errors"] as? [Double]
        }
        #expect(outputs[0] != nil && outputs[0] == outputs[1])
    }

    @Test("one network has one error for each schedule, and one ratio")
    func oneNetwork() throws {
        let one = try evaluate("--study", "tiny", "--top", "2", "--networks", "3:30")
        #expect(
            one.lines[0].split(separator: " ").filter { $0 != "quantizer" }
                == ["schedule", "of", "epsilon", "lambda", "error", "ratio", "shares"])
        #expect(one.lines.count == 4)
        let two = try evaluate("--study", "tiny", "--top", "2", "--networks", "3..4:30..31")
        #expect(two.lines[0].contains("lowest ratio") && two.lines[0].contains("better on"))
    }

    @Test("studies are named for what they compare")
    func names() throws {
        for (arguments, name) in [
            (["--study", "tiny", "--top", "2", "--networks", "3..4:30..31"], "evaluate-tiny-best-2-on-2-networks-"),
            (["--epsilon", "0.9/t^0.15", "--lambda", "1", "--networks", "3:30"], "evaluate-0.9_t0.15-1-on-3.30-"),
            (
                ["--epsilon", "0.843/t^0.0923", "--lambda", "0.832/t^0.584", "--networks", "3:30"],
                "evaluate-baseline-on-3.30-"
            ),
        ] {
            let run = try scratch.start(["evaluate"] + Self.small + arguments).finish()
            #expect(run.errors.contains("in study \(name)"), "\(run.errors)")
        }
        let best = try scratch.settle("best", "tiny", "--top", "1", "-f", "json").objects()[0]["number"] as? Int ?? -1
        let run = try evaluate("--study", "tiny", "--networks", "3:30")
        #expect(run.errors.contains("in study evaluate-tiny-\(best)-on-3.30-"), "\(run.errors)")
    }

    @Test("with --no-keep the numbers are the same, and nothing is stored")
    func noKeep() throws {
        let arguments = ["--study", "tiny", "--top", "2", "--networks", "3..4:30..31", "-f", "json"]
        let before = try scratch.settle("studies", "-f", "csv").output
        let run = try scratch.start(["evaluate", "--no-keep"] + Self.small + arguments).finish()
        #expect(run.status == 0 && !run.errors.contains("in study"), "\(run.errors)")
        #expect(try scratch.settle("studies", "-f", "csv").output == before)
        #expect(try run.output == scratch.start(["evaluate"] + Self.small + arguments).finish().output)
        let alone = try Scratch()
        let none = try alone.settle(
            "evaluate", "--no-keep", "--layers", "6,5,3", "--steps", "20", "--epsilon", "1", "--lambda", "1",
            "--networks", "3:30")
        #expect(none.status == 0, "\(none.errors)")
        #expect(try alone.files.isEmpty)
    }

    @Test("of a file all schedules are compared, or as many as are asked for")
    func wholeFile() throws {
        _ = try scratch.settle("export", "tiny", "--top", "4", "-o", "best.json")
        let arguments = ["--schedules", "best.json", "--networks", "3:30", "-f", "csv"]
        let all = try scratch.start(["evaluate"] + Self.small + arguments).finish()
        #expect(all.lines.count == 1 + 1 + 4)
        let two = try scratch.start(["evaluate", "--top", "2"] + Self.small + arguments).finish()
        #expect(two.lines.count == 1 + 1 + 2)
    }

    @Test("takes another baseline, and schedules that are the baseline once")
    func baseline() throws {
        let run = try evaluate(
            "--epsilon", "0.5", "--lambda", "1", "--against", "0.5, 1", "--networks", "3:30", "-f", "csv")
        #expect(run.lines.count == 2)
        #expect(run.errors.contains("0.5, 1, sigma-delta is named twice, and evaluated once."))
        let fields = run.lines[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields.count == run.lines[0].split(separator: ",").count)
    }

    @Test("decodes as asked, whoever brings the schedules; the baseline keeps the paper's decoder")
    func decoder() throws {
        let published = ["--epsilon", "0.843/t^0.0923", "--lambda", "0.832/t^0.584", "--networks", "3:30"]
        let run = try scratch.start(
            ["evaluate"] + Self.small + published + ["--decoder", "aligned", "-f", "json"]
        ).finish()
        let rows = try run.objects()
        #expect(rows.count == 2 && rows[0]["decoder"] == nil && rows[1]["decoder"] as? String == "aligned")
        let errors = rows.compactMap { ($0["errors"] as? [Double])?.first }
        #expect(errors.count == 2 && errors[0] != errors[1])
        let csv = try scratch.start(["evaluate"] + Self.small + published + ["--decoder", "aligned", "-f", "csv"])
            .finish()
        #expect(csv.lines[0].hasPrefix("parent,epsilon,lambda,quantizer,decoder,error"))
        #expect(csv.lines[1].contains("sigma-delta,paper,") && csv.lines[2].contains("sigma-delta,aligned,"))
        #expect(
            try evaluate("--study", "tiny", "--networks", "3:30", "-f", "csv").lines[0].contains("decoder") == false)
        let stored = try evaluate("--study", "tiny", "--decoder", "aligned", "--networks", "3:30", "-f", "json")
        let row = try #require(stored.objects().last)
        #expect(row["decoder"] as? String == "aligned" && (row["parent"] as? String)?.hasPrefix("tiny/") == true)
        let table = try evaluate("--study", "tiny", "--decoder", "aligned", "--networks", "3:30")
        #expect(table.lines[0].contains("decoder"))
    }

    @Test("takes a schedule for each layer, and refuses those that do not fit the networks")
    func layers() throws {
        let published = ["--lambda", "0.832/t^0.584", "--networks", "3:30", "-f", "json"]
        func rows(_ arguments: [String]) throws -> [[String: Any]] {
            let run = try scratch.start(["evaluate"] + Self.small + arguments).finish()
            #expect(run.status == 0, "\(run.errors)")
            return try run.objects()
        }
        let equal = try rows(["--epsilon", "[0.843/t^0.0923, 0.843/t^0.0923]"] + published)
        #expect(equal[1]["epsilon"] as? String == "[0.843/t^0.0923, 0.843/t^0.0923]")
        #expect(equal[1]["errors"] as? [Double] == equal[0]["errors"] as? [Double])
        let each = try rows(["--epsilon", "[1/t^0.026, 1.6/t^0.169]"] + published)
        #expect(each[1]["errors"] as? [Double] != each[0]["errors"] as? [Double])
        let against = try rows(
            [
                "--epsilon", "1", "--lambda", "1", "--networks", "3:30", "--against", "[1, 2/t],[1/t, 1/t, 1]", "-f",
                "json",
            ])
        #expect(against[0]["epsilon"] as? String == "[1, 2/t^1]")
        #expect(against[0]["lambda"] as? String == "[1/t^1, 1/t^1, 1]")
        let refused = try evaluate("--epsilon", "[1, 1, 1]", "--lambda", "1", "--networks", "3:30")
        #expect(refused.status == 64)
        #expect(refused.errors.contains("epsilon has the schedules of 3 layers, and the network needs 2"))
    }

    @Test("takes inputs that switch, of which the first is that of the network's seed")
    func switching() throws {
        let schedules = ["--epsilon", "0.9", "--lambda", "0.2", "--networks", "3:30", "-f", "json"]
        func errors(_ arguments: [String]) throws -> [Double]? {
            try scratch.start(["evaluate"] + Self.small + schedules + arguments).finish().objects()[1]["errors"]
                as? [Double]
        }
        let (stays, switches) = (try errors([]), try errors(["--switch", "50,4"]))
        #expect(stays != nil && switches != nil && stays != switches)
        let (before, after) = (try errors(["--steps", "50"]), try errors(["--steps", "51", "--switch", "50,4"]))
        let first = try #require(before?.first)
        let both = try #require(after?.first)
        #expect(both * 51 > first * 50 && both * 51 < first * 50 + 1)
        for (value, message) in [
            ("0,4", "--switch '0,4'"), ("500,4", "does not switch in 200 steps"), ("5", "--switch '5'"),
        ] {
            let refused = try scratch.start(["evaluate"] + Self.small + schedules + ["--switch", value]).finish()
            #expect(refused.status == 64 && refused.errors.contains(message), "\(refused.errors)")
        }
    }

    @Test("a study of schedules for each layer is run, listed, exported, evaluated and shown")
    func layeredStudy() throws {
        let space = StudyFiles.random("layers").replacing(
            "  lambda: {initial: {from: 0.1, to: 1}, exponent: {from: 0, to: 1}}",
            with:
                "  lambda: {layers: [1/t, {initial: {from: 0.1, to: 1}, exponent: 0.5}, {constant: {from: 0.1, to: 1}}]}"
        )
        // The draws of the stochastic quantizer depend on the number of the trial.
        try scratch.write(
            space.replacing("quantizer: [sigma-delta, stochastic]", with: "quantizer: sigma-delta"), to: "layers.yaml")
        #expect(try scratch.settle("run", "layers.yaml").status == 0)
        let all = try scratch.settle("best", "layers", "--top", "9", "-f", "json").objects()
        let best = try #require(all.first { ($0["lambda"] as? String)?.hasPrefix("[1/t^1, ") == true })
        #expect(try scratch.settle("export", "layers", "--top", "9", "-o", "layers.json").status == 0)
        let run = try scratch.settle(
            "evaluate", "--schedules", "layers.json", "--layers", "6,5,3", "--networks", "1:2", "--steps", "50", "-f",
            "json")
        let row = try #require(run.objects().first { $0["lambda"] as? String == best["lambda"] as? String })
        #expect((row["errors"] as? [Double])?.first == best["value"] as? Double)
        #expect(try scratch.settle("show", "layers", "4").status == 0)
        #expect(try scratch.settle("replay", "layers", "4").status == 0)
        #expect(try scratch.settle("report", "layers", "-o", "layers.html").status == 0)
        #expect(try scratch.settle("figure", "search", "layers", "-o", "layers.svg").status == 0)
        #expect(try scratch.settle("figure", "convergence", "layers", "-o", "errors.svg").status == 0)
    }

    @Test("an aligned study is run, listed, exported and evaluated again")
    func alignedStudy() throws {
        try scratch.write(
            StudyFiles.random("turned").replacing(
                "  quantizer: [sigma-delta, stochastic]", with: "  quantizer: sigma-delta\n  decoder: [paper, aligned]"),
            to: "turned.yaml")
        #expect(try scratch.settle("run", "turned.yaml").status == 0)
        let trials = try scratch.settle("trials", "turned", "-f", "json").objects()
        let names = trials.compactMap { ($0["parameters"] as? [String: Any])?["decoder"] as? String }
        #expect(names.count == 10 && Set(names) == ["paper", "aligned"])
        #expect(try scratch.settle("trials", "turned").lines[0].contains("decoder"))
        #expect(try scratch.settle("trials", "tiny").lines[0].contains("decoder") == false)
        #expect(try scratch.settle("export", "turned", "--top", "12", "-o", "turned.json").status == 0)
        let exported = try scratch.settle("export", "turned", "--top", "12").output
        #expect(exported.contains("settle-schedules-2") && exported.contains(#""decoder" : "aligned""#))
        let run = try evaluate("--schedules", "turned.json", "--networks", "3:30", "-f", "csv")
        #expect(
            run.lines.contains { $0.contains(",aligned,") }
                && run.lines.dropFirst(2).contains { $0.contains(",paper,") })
        #expect(try scratch.settle("replay", "turned", "5").status == 0)
        #expect(try scratch.settle("report", "turned", "-o", "turned.html").status == 0)
    }

    @Test("a study with a surprise clock is run, listed, exported, replayed and evaluated again")
    func clockStudy() throws {
        try scratch.write(
            StudyFiles.random("clocked").replacing(
                "  quantizer: [sigma-delta, stochastic]",
                with: "  quantizer: tracking\n  clock: {surprise: {threshold: {from: 1.5, to: 3}}}"),
            to: "clocked.yaml")
        #expect(try scratch.settle("run", "clocked.yaml").status == 0)
        let trials = try scratch.settle("trials", "clocked", "-f", "json").objects()
        let thresholds = trials.compactMap { ($0["parameters"] as? [String: Any])?["clock.threshold"] as? Double }
        #expect(thresholds.count == 10 && thresholds.allSatisfy { (1.5...3).contains($0) })
        #expect(try scratch.settle("trials", "clocked").lines[0].contains("clock"))
        #expect(try scratch.settle("trials", "tiny").lines[0].contains("clock") == false)
        #expect(try scratch.settle("export", "clocked", "--top", "3", "-o", "clocked.json").status == 0)
        let exported = try scratch.settle("export", "clocked", "--top", "3").output
        #expect(exported.contains("settle-schedules-3") && exported.contains(#""clock" : "surprise(threshold="#))
        let run = try evaluate("--schedules", "clocked.json", "--networks", "3:30", "-f", "csv")
        #expect(run.lines[0].contains(",clock,") && run.lines[1].contains(",steps,"))
        // One of the best may be a point without a clock.
        #expect(run.lines.dropFirst(2).contains { $0.contains(",surprise(threshold=") })
        #expect(try scratch.settle("replay", "clocked", "5").status == 0)
        #expect(try scratch.settle("report", "clocked", "-o", "clocked.html").status == 0)
    }

    @Test(
        "the schedules of a study with inputs that switch are evaluated for enough steps, and what is stored is read again"
    )
    func stepsOfSwitching() throws {
        // The clock of a trial that draws exponents of 0 does nothing, and is no reason to refuse it.
        try scratch.write(
            """
            name: switching
            objective:
              convergence:
                layers: [6, 5, 3]
                weights: {seed: 1}
                inputs: {switchEvery: 20, count: 2, seed: 2}
                steps: 50
                minimize: meanError
            sampler: grid
            space:
              epsilon: {initial: 0.5, exponent: [0, 0.1]}
              lambda: {initial: 0.5, exponent: 0}
              quantizer: tracking
              clock: surprise

            """, to: "switching.yaml")
        let run = try scratch.settle("run", "switching.yaml")
        #expect(run.status == 0, "\(run.errors)")
        let short = try evaluate("--study", "switching", "--top", "2", "--networks", "3:30", "--steps", "20")
        #expect(short.status == 64 && short.errors.contains("does not switch in 20 steps"), "\(short.errors)")
        let long = try evaluate("--study", "switching", "--top", "2", "--networks", "3:30", "--name", "again")
        #expect(long.status == 0, "\(long.errors)")
        #expect(try scratch.settle("resume", "again").status == 0)
        #expect(try scratch.settle("check").status == 0)
    }

    @Test("a schedule that fails is told, and the others are compared")
    func failure() throws {
        let run = try evaluate("--epsilon", "1", "--lambda", "1e-300/t^100", "--networks", "3..4:30..31")
        #expect(run.status == 0)
        #expect(run.errors.contains("Trial 1 failed: lambda is 0 at step 2"))
        #expect(run.lines.count == 3)
    }

    @Test(
        "what cannot be asked is refused with the rule and the remedy",
        arguments: [
            (["--networks", "1:1"], "nothing to evaluate"),
            (["--decoder", "aligned", "--networks", "1:1"], "--decoder belongs to schedules"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--decoder", "x"], "'x'"),
            (["--clock", "surprise", "--networks", "1:1"], "--clock belongs to schedules"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--clock", "x"], "is not a clock"),
            (
                ["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--clock", "surprise"],
                "the clock does nothing"
            ),
            (["--epsilon", "1", "--lambda", "1"], "--networks is missing"),
            (
                ["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--instances", "2:2"],
                "the old name of --networks"
            ),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--no-keep", "--name", "a"], "leave one out"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1"], "not two seeds"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--layers", "5"], "--layers '5'"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "a.yaml", "--layers", "5,3"], "bring their own"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--steps", "0"], "--steps '0'"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--against", "1/t"], "not two schedules"),
            (["--epsilon", "1", "--lambda", "1", "--networks", "1:1", "--against", "1/t,x"], "--against '1/t,x'"),
        ])
    func refused(arguments: [String], message: String) throws {
        let run = try scratch.start(["evaluate"] + arguments).finish()
        #expect(run.status == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test("networks of which one has not settled are refused by name, and nothing is stored")
    func unsettled() throws {
        let run = try scratch.settle(
            "evaluate", "--epsilon", "1", "--lambda", "1", "--layers", "3,6,6", "--networks", "1:2,1606:2")
        #expect(run.status == 65)
        #expect(
            run.errors.contains("network 1 (3-6-6, weights 1606, input 2): its real-valued network has not settled"))
        #expect(try scratch.settle("studies", "-f", "csv").lines.count == 2)
    }
}
