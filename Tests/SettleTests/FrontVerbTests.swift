import Foundation
import Testing

@Suite("Studies of several objectives in the command")
struct FrontVerbTests {
    static func study(
        minimize: String = "[meanError, synapticOperations]", sampler: String = "{random: {seed: 3}}",
        trials: Int = 60
    ) throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(
            """
            name: two
            objective:
              convergence:
                layers: [12, 10, 4]
                weights: {seed: 1}
                input: {seed: 2}
                steps: 120
                minimize: \(minimize)
            sampler: \(sampler)
            trials: \(trials)
            space:
              epsilon: {initial: {from: 0.1, to: 2}, exponent: {from: 0, to: 1}}
              lambda: {initial: {from: 0.1, to: 2}, exponent: {from: 0, to: 1}}
              quantizer: [sigma-delta, threshold]

            """, to: "two.yaml")
        return scratch
    }

    /// The numbers of the trials that no other dominates, by definition.
    private func front(_ trials: [[String: Any]], _ names: [String]) -> Set<Int> {
        let points = trials.compactMap { trial -> (number: Int, values: [Double])? in
            let values = trial["values"] as? [String: Double] ?? [:]
            return trial["state"] as? String == "complete"
                ? (trial["number"] as? Int ?? -1, names.map { values[$0] ?? .nan }) : nil
        }
        let kept = points.filter { point in
            !points.contains { other in
                zip(other.values, point.values).allSatisfy { $0 <= $1 } && other.values != point.values
            }
        }
        return Set(kept.map(\.number))
    }

    @Test(
        "best lists the front, export writes it, and it is that of brute force",
        arguments: [["meanError", "synapticOperations"], ["finalError", "spikes", "meanError"]])
    func front(names: [String]) throws {
        let scratch = try Self.study(minimize: "[\(names.joined(separator: ", "))]")
        let run = try scratch.settle("run", "two.yaml", "--threads", "2", "-f", "json")
        #expect(
            run.status == 0 && run.errors.contains("the front of \(names.joined(separator: " and "))"), "\(run.errors)")
        let expected = front(try scratch.settle("trials", "two", "-f", "json").objects(), names)
        let best = try scratch.settle("best", "two", "-f", "json")
        let listed = try best.objects()
        #expect(Set(listed.compactMap { $0["number"] as? Int }) == expected && listed.count == expected.count)
        #expect(expected.count > 2 && expected.count < 60)
        #expect(best.errors.contains("\(expected.count) of 60 complete trials are the front of"), "\(best.errors)")
        let values = listed.compactMap { $0["value"] as? Double }
        #expect(
            values == values.sorted() && values == listed.compactMap { ($0["values"] as? [String: Double])?[names[0]] })
        let first = try scratch.settle("best", "two", "--top", "2", "-f", "json").objects()
        #expect(first.compactMap { $0["number"] as? Int } == listed.prefix(2).compactMap { $0["number"] as? Int })
        #expect(
            try run.objects().compactMap { $0["number"] as? Int }
                == listed.prefix(5).compactMap { $0["number"] as? Int })
        // Tables show all objectives, whatever the width.
        for name in names { #expect(try scratch.lines(on: 80, ["best", "two"]).contains { $0.contains(name) }) }

        #expect(try scratch.settle("export", "two", "--front", "-o", "front.json").status == 0)
        let exported = try JSONSerialization.jsonObject(with: scratch.contents("front.json")) as? [String: Any]
        #expect(exported?["objectives"] as? [String] == names && exported?["objective"] as? String == names[0])
        let schedules = exported?["schedules"] as? [[String: Any]] ?? []
        #expect(schedules.compactMap { $0["trial"] as? Int } == listed.compactMap { $0["number"] as? Int })
        let ranked = try scratch.settle("export", "two", "--top", "1")
        #expect(ranked.errors.contains("The order is that of \(names[0]), the first of \(names.count) objectives"))
        let csv = try scratch.settle("export", "two", "--front", "--format", "csv").lines
        #expect(csv.count == expected.count + 1 && csv[0].hasPrefix("number,state,value,"))
        let evaluated = try scratch.settle(
            "evaluate", "--schedules", "front.json", "--top", "2", "--networks", "1:2", "--layers", "12,10,4",
            "--steps", "120")
        #expect(evaluated.status == 0, "\(evaluated.errors)")
    }

    @Test("a figure and the report draw the front; show, replay, resume and check know the objectives")
    func pictures() throws {
        let scratch = try Self.study()
        #expect(try scratch.settle("run", "two.yaml").status == 0)
        let best = try scratch.settle("best", "two", "-f", "json").objects().compactMap { $0["number"] as? Int }
        let svg = try scratch.settle("figure", "search", "two", "--part", "front", "-o", "-")
        #expect(svg.status == 0 && svg.output.hasPrefix("<svg") && svg.output.contains("synapticOperations"))
        #expect(svg.output.contains("the front, \(best.count) trials"))
        let csv = try scratch.settle("figure", "search", "two", "--part", "front", "--format", "csv").lines
        #expect(csv[0] == "number,front,meanError,synapticOperations" && csv.count == 61)
        let drawn = csv.filter { $0.contains(",true,") }.compactMap { Int($0.prefix { $0 != "," }) }
        #expect(Set(drawn) == Set(best) && drawn.count == best.count)
        #expect(try scratch.settle("report", "two", "-o", "page.html").status == 0)
        let page = try String(decoding: scratch.contents("page.html"), as: UTF8.self)
        #expect(page.contains("<h2>The front</h2>") || page.contains(">The front<"))
        for number in best { #expect(page.contains("href=\"#trial-\(number)\"")) }
        #expect(page.contains("the lowest meanError and synapticOperations at once"))
        let shown = try scratch.settle("show", "two", "\(best[0])").output
        #expect(shown.contains("(the study minimizes it)") && shown.contains("(the study minimizes it too)"))
        #expect(try scratch.settle("replay", "two", "\(best[0])").status == 0)
        #expect(try scratch.settle("check", "--replay", "3").status == 0)
        #expect(try scratch.settle("resume", "two").errors.contains("Nothing is left to do"))
    }

    @Test("the front does not depend on threads, interruptions or shares", arguments: ["1", "2"])
    func identity(threads: String) throws {
        let (whole, parts) = (try Self.study(), try Self.study())
        #expect(try whole.settle("run", "two.yaml", "--threads", threads).status == 0)
        for shard in ["2/3", "1/3", "3/3"] {
            #expect(try parts.settle("run", "two.yaml", "--shard", shard, "--threads", "1").status == 0)
        }
        let best = try whole.settle("best", "two", "-f", "json").output
        #expect(try parts.settle("best", "two", "-f", "json").output == best)
        #expect(try whole.settle("export", "two", "--front").output == parts.settle("export", "two", "--front").output)
    }

    @Test("--keep, a front of one objective, and --front beside what it excludes are refused in one line")
    func refused() throws {
        let scratch = try Self.study()
        let kept = try scratch.settle("run", "two.yaml", "--keep", "5")
        #expect(kept.status == 64 && kept.errorLines.count == 1, "\(kept.errors)")
        #expect(
            kept.errors.contains(
                "--keep 5 finds the best trials by one value, and study 'two' has 2 objectives, meanError and synapticOperations; leave out --keep"
            ),
            "\(kept.errors)")
        #expect(try !scratch.files.contains("studies.sqlite"))
        #expect(try scratch.settle("run", "two.yaml").status == 0)
        for arguments in [["--top", "3"], ["--format", "npz", "-o", "x"], ["--format", "optuna", "-o", "x.db"]] {
            let run = try scratch.start(["export", "two", "--front"] + arguments).finish()
            #expect(run.status == 64 && run.errors.contains("leave one of the two out"), "\(run.errors)")
        }
        let one = try Self.study(minimize: "[meanError]").settle("run", "two.yaml")
        #expect(one.status == 65 && one.errors.contains("a front needs two objectives or more"), "\(one.errors)")
        let single = try Self.study(minimize: "meanError", trials: 4)
        #expect(try single.settle("run", "two.yaml").status == 0)
        let export = try single.settle("export", "two", "--front")
        #expect(export.status == 64 && export.errors.contains("two has one objective, meanError"), "\(export.errors)")
        let figure = try single.settle("figure", "search", "two", "--part", "front")
        #expect(
            figure.status == 65 && figure.errors.contains("needs a study of several objectives"), "\(figure.errors)")
    }
}
