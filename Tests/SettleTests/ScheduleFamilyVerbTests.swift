import Foundation
import Testing

@Suite("Families of schedules in the command")
struct ScheduleFamilyVerbTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let held = ["0.922*max(1,t/6.41)^-0.129", "0.913*max(1,t/3.61)^-1.102"]
    private static let shifted = ["1.035/(1+(t-1)/2.255)^0.14", "max(1.336/(1+(t-1)/2.286)^1.131,0.01)"]

    private func write(sampler: String, trials: Int = 24) throws {
        try scratch.write(
            """
            name: families
            objective:
              convergence: {layers: [12, 10, 4], weights: {seed: 1}, input: {seed: 2}, steps: 60, minimize: meanError}
            sampler: \(sampler)
            trials: \(trials)
            space:
              epsilon: {family: shifted, initial: {from: 0.5, to: 3}, exponent: {from: 0, to: 1}, offset: {from: 1, to: 9}}
              lambda:
                - {initial: {from: 0.5, to: 3}, exponent: {from: 0, to: 1}, floor: {from: 0.001, to: 0.1, log: true}}
                - {family: hold-then-power, initial: {from: 0.5, to: 3}, exponent: {from: 0, to: 2}, hold: {from: 1, to: 9}}
              quantizer: sigma-delta
            points:
              - {epsilon: "\(Self.held[0])", lambda: "\(Self.held[1])", quantizer: sigma-delta}

            """, to: "families.yaml")
    }

    @Test("evaluate takes them, also as the baseline, and prints them as they parse")
    func evaluate() throws {
        let run = try scratch.settle(
            "evaluate", "--epsilon", Self.held[0], "--lambda", Self.held[1], "--against",
            Self.shifted.joined(separator: ", "), "--layers", "12,10,4", "--networks", "1..2:3..4", "--steps", "50",
            "-f", "json")
        #expect(run.status == 0, "\(run.errors)")
        let rows = try run.objects()
        #expect(rows.map { $0["epsilon"] as? String } == [Self.shifted[0], Self.held[0]])
        #expect(rows.map { $0["lambda"] as? String } == [Self.shifted[1], Self.held[1]])
        let ratio = try #require((rows[1]["ratio"] as? [String: Double])?["geometricMean"])
        #expect(ratio > 0 && ratio != 1)
    }

    @Test(
        "a study over several families runs, is listed, exported, drawn, replayed and checked",
        arguments: ["tpe", "{random: {seed: 3}}"])
    func study(sampler: String) throws {
        try write(sampler: sampler)
        let run = try scratch.settle("run", "families.yaml")
        #expect(run.status == 0, "\(run.errors)")
        let best = try scratch.settle("best", "families", "--top", "30", "-f", "json").objects()
        #expect(best.count == 24)
        let lambdas = best.compactMap { $0["lambda"] as? String }
        #expect(lambdas.contains { $0.hasPrefix("max(") } && lambdas.contains { $0.contains("*max(1,t/") })
        // The line of the text form is put together in another way than the object.
        let listed = try scratch.settle("trials", "families", "-f", "csv").output
        for text in lambdas { #expect(listed.contains("\"\(text)\""), "\(text)") }
        #expect(try scratch.settle("export", "families", "--top", "5", "-o", "best.json").status == 0)
        let evaluated = try scratch.settle(
            "evaluate", "--schedules", "best.json", "--layers", "12,10,4", "--networks", "1:2", "--steps", "60", "-f",
            "json")
        let errors = try evaluated.objects().dropFirst().map { ($0["errors"] as? [Double])?.first }
        #expect(errors == best.prefix(5).map { $0["value"] as? Double })
        #expect(try scratch.settle("replay", "families", "7").status == 0)
        #expect(try scratch.settle("check", "--replay", "5").status == 0)
        #expect(try scratch.settle("figure", "search", "families", "-o", "search.svg").status == 0)
        let figure = try scratch.settle("figure", "convergence", "families", "--trials", "0,1", "-o", "curves.svg")
        #expect(figure.status == 0, "\(figure.errors)")
        #expect(try scratch.settle("report", "families", "-o", "page.html").status == 0)
        #expect(try String(decoding: scratch.contents("page.html"), as: UTF8.self).contains("lambda.family"))
    }

    @Test("train takes them, and draws, exports and replays the runs")
    func train() throws {
        let run = try scratch.settle(
            "train", "--protocol", "official", "--unverified", "--data", scratch.makeDigits(), "--hidden", "40",
            "--epochs", "1", "--name", "digits", "--epsilon", Self.held[0], "--lambda", Self.shifted[1], "-f", "json")
        #expect(run.status == 0, "\(run.errors)")
        let rows = try run.objects()
        #expect(rows[0]["epsilon"] as? String == Self.held[0] && rows[0]["lambda"] as? String == Self.shifted[1])
        #expect(try scratch.settle("figure", "learning", "digits", "-o", "learning.svg").status == 0)
        #expect(try String(decoding: scratch.contents("learning.svg"), as: UTF8.self).contains("max(1,t/6.41)"))
        let replayed = try scratch.settle("replay", "digits", "0", "--data", scratch.path("digits"))
        #expect(replayed.status == 0, "\(replayed.errors)")
        #expect(try scratch.settle("export", "digits", "--top", "1").output.contains(Self.held[0]))
    }

    @Test(
        "what is wrong is told in one line",
        arguments: [
            ("1/(1+(t-1)/0)^1", "an offset above 0 is expected at character 12"),
            ("max(0.1/t,0.2)", "a floor of at most 0.1"), ("1*max(1,t/3)", "is expected at character 13"),
        ])
    func refused(schedule: String, message: String) throws {
        let run = try scratch.settle("evaluate", "--epsilon", schedule, "--lambda", "1", "--networks", "1:1")
        #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
    }
}
