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
            (["--code", "adaptiveDelta", "--networks", "1:1"], "--code belongs to a constant --epsilon"),
            (["--epsilon", "1", "--code", "delta", "--networks", "1:1"], "is not a code"),
            (["--epsilon", "1", "--code", "adaptiveDelta(increase=0)", "--networks", "1:1"], "by the factor 0"),
            (["--epsilon", "1", "--lambda", "1", "--code", "adaptiveDelta", "--networks", "1:1"], "no lambda"),
            (["--epsilon", "1/t", "--code", "adaptiveDelta", "--networks", "1:1"], "its epsilon is a constant"),
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
