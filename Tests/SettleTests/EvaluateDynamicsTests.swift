import Foundation
import Testing

@testable import settle

@Suite("settle evaluate, with dynamics beyond the paper")
struct EvaluateDynamicsTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch.withTinyStudy()
    }

    private static let small = ["--layers", "12,10,4", "--steps", "200"]

    private func evaluate(_ arguments: String...) throws -> CommandRun {
        try scratch.start(["evaluate"] + Self.small + arguments).finish()
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

    @Test("a study of adaptive delta modulation is run, listed, exported, replayed and evaluated again")
    func adaptiveDeltaStudy() throws {
        let lines = StudyFiles.random("delta").split(separator: "\n").map(String.init)
        let space = try #require(lines.firstIndex(of: "space:"))
        let text =
            lines[...space] + [
                "  epsilon: {constant: {from: 0.5, to: 1.2}}",
                "  code: {adaptiveDelta: {input: {increase: {from: 1, to: 2}}, others: {smallestStep: 1e-6}}}",
            ]
        try scratch.write(text.joined(separator: "\n") + "\n", to: "delta.yaml")
        let ran = try scratch.settle("run", "delta.yaml")
        #expect(ran.status == 0, "\(ran.errors)")
        // The points of the study are of the paper's code.
        let trials = try scratch.settle("trials", "delta", "-f", "json").objects().filter { $0["lambda"] == nil }
        #expect(trials.count == 10)
        for trial in trials {
            let parameters = trial["parameters"] as? [String: Any]
            #expect((parameters?["code.input.increase"] as? Double).map { (1...2).contains($0) } == true)
            #expect(parameters?["quantizer"] == nil && trial["epsilon"] is String)
        }
        #expect(try scratch.settle("trials", "delta").lines[0].contains("code"))
        #expect(try scratch.settle("trials", "tiny").lines[0].contains("code") == false)
        #expect(try scratch.settle("export", "delta", "--top", "3", "-o", "delta.json").status == 0)
        let exported = try scratch.settle("export", "delta", "--top", "3").output
        #expect(exported.contains("settle-schedules-4") && exported.contains(#""code" : "adaptiveDelta("#))
        let run = try evaluate("--schedules", "delta.json", "--networks", "3:30", "-f", "csv")
        #expect(run.lines[0].hasPrefix("parent,epsilon,lambda,quantizer,code,error"))
        #expect(run.lines.dropFirst(2).contains { $0.contains(",,,adaptiveDelta(") })
        let one = try evaluate(
            "--epsilon", "[0.9, 0.8]", "--code", "adaptiveDelta(increase=1.4)", "--networks", "3:30,4:40")
        #expect(one.status == 0 && one.lines[0].contains("code"))
        for verb in [["show", "delta", "5"], ["replay", "delta", "5"], ["best", "delta"]] {
            #expect(try scratch.start(verb).finish().status == 0, "\(verb)")
        }
        #expect(try scratch.settle("report", "delta", "-o", "delta.html").status == 0)
        #expect(try scratch.settle("figure", "search", "delta", "-o", "delta.svg").status == 0)
        #expect(try scratch.settle("figure", "convergence", "delta", "-o", "errors.svg").status == 0)
        let decoded = try evaluate("--schedules", "delta.json", "--decoder", "aligned", "--networks", "3:30")
        #expect(decoded.status != 0 && decoded.errors.contains("has neither decoder nor clock"))
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

    @Test("compares the continuous networks with them, in a row of its own")
    func continuous() throws {
        let published = ["--epsilon", "0.9/t^0.1", "--lambda", "0.9/t^0.7", "--networks", "3..4:30..31", "--no-keep"]
        let run = { (format: String) in
            try scratch.start(["evaluate"] + Self.small + published + ["--continuous", "0.5", "-f", format]).finish()
        }
        let rows = try run("json").objects()
        #expect(rows.count == 3 && rows[2]["quantizer"] as? String == "continuous")
        #expect(rows[2]["epsilon"] as? String == "0.5")
        let baseline = try #require(rows[0]["errors"] as? [Double])
        let errors = try #require(rows[2]["errors"] as? [Double])
        let binary = try #require(rows[1]["errors"] as? [Double])
        #expect(errors.count == 2 && errors != binary && errors.allSatisfy { $0 > 0 && $0 < 1 })
        #expect(rows[2]["better"] as? Int == zip(errors, baseline).count { $0 < $1 })
        #expect(try run("csv").lines.count == 4)
        #expect(try run("table").lines.last?.contains("continuous") == true)
        for bad in ["0", "-1", "inf", "two"] {
            let refused = try scratch.start(["evaluate"] + published + ["--continuous", bad]).finish()
            #expect(refused.status == 64 && refused.errors.contains("finite number above 0"))
        }
    }

    @Test("takes an oracle's clock where inputs switch, and refuses it where they stay")
    func oracle() throws {
        let schedules = [
            "--epsilon", "0.9/t^0.1", "--lambda", "0.9/t^0.7", "--networks", "3:30", "--clock", "oracle", "--no-keep",
        ]
        let rows = try scratch.start(
            ["evaluate"] + Self.small + schedules + ["--switch", "50,3", "--quantizer", "tracking", "-f", "json"]
        ).finish().objects()
        #expect(rows.count == 2 && rows[1]["clock"] as? String == "oracle")
        let refused = try scratch.start(["evaluate"] + Self.small + schedules).finish()
        #expect(refused.status == 64 && refused.errors.contains("no input does: the clock does nothing"))
    }
}
