import Foundation
import Testing

@Suite("settle figure convergence")
struct ConvergenceFigureVerbTests {
    /// [column] of each line of a CSV without quotes inside of its fields.
    private func rows(_ csv: String) -> [[String: String]] {
        let lines = csv.split(separator: "\n").map { line in
            var fields = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: fields.append("")
                default: fields[fields.count - 1].append(character)
                }
            }
            return fields
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    @Test("The curves of Figure 2 are the oracle's, where it has them")
    func oracle() throws {
        let scratch = try Scratch()
        let study = BuiltProgram.repository.appendingPathComponent("studies/paper-figure-2.yaml").path
        #expect(try scratch.settle("run", study).status == 0)
        let run = try scratch.settle("figure", "convergence", "paper-figure-2", "--format", "csv")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        let rows = rows(run.output)
        #expect(Set(rows.compactMap { $0["trial"] }) == ["0", "1", "2", "3", "4"])

        let file = BuiltProgram.repository.appendingPathComponent(
            "Tests/SpikingDynamicsTests/Fixtures/convergence.json")
        let oracle = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let without = try #require(oracle["withoutPredictiveCoding (lambda 1, sigma-delta)"] as? [String: Any])
        let trials = try #require(oracle["trials"] as? [String: Any])
        for (trial, expected) in [
            ("0", without["epsilon=1/2"]), ("1", without["epsilon=1/t"]), ("2", without["epsilon=1/sqrt(t)"]),
            ("4", trials["4333"]),
        ] {
            let expected = try #require(expected as? [String: Any])
            for (name, column) in [
                ("error(t), mean over the 3 layers", "error"), ("hiddenError(t)", "layer1Error"),
                ("outputError(t)", "layer2Error"),
            ] {
                let errors = try #require(expected[name] as? [String: Double])
                #expect(errors.count == 14)
                for (step, error) in errors {
                    let row = try #require(rows.first { $0["trial"] == trial && $0["step"] == step }, "step \(step)")
                    let drawn = try #require(row[column].flatMap(Double.init))
                    #expect(abs(drawn - error) <= 1e-9 * error, "trial \(trial), step \(step): \(column)")
                }
            }
        }
    }

    @Test("Of a search, the best five, best first; or the trials that are named, in that order")
    func chosen() throws {
        let scratch = try Scratch.withTinyStudy()
        let best = try scratch.settle("best", "tiny", "--top", "5", "-f", "json").objects()
        let numbers = best.compactMap { $0["number"] as? Int }
        func drawn(_ arguments: [String]) throws -> [Int] {
            let run = try scratch.start(["figure", "convergence", "tiny", "-f", "csv"] + arguments).finish()
            #expect(run.status == 0, "\(run.errors)")
            var order: [Int] = []
            for number in rows(run.output).compactMap({ $0["trial"].flatMap { Int($0) } }) where order.last != number {
                order.append(number)
            }
            return order
        }
        #expect(numbers.count == 5)
        #expect(try drawn([]) == numbers)
        let others = [numbers[4], numbers[0], numbers[2]]
        #expect(try drawn(["--trials", others.map(String.init).joined(separator: ", ")]) == others)
        let picture = try scratch.settle("figure", "convergence", "tiny", "-o", "a.svg", "--title", "mine & yours")
        #expect(picture.status == 0 && picture.output.isEmpty)
        let svg = String(decoding: try scratch.contents("a.svg"), as: UTF8.self)
        #expect(svg.contains("<title>mine &amp; yours</title>") && svg.contains(">1/t</text>"))
        let bare = try scratch.settle("figure", "convergence", "tiny", "--no-guides")
        #expect(!bare.output.contains(">1/t</text>"))
    }

    @Test("Of points, those that ran to their end; it says which did not, and where there are too many")
    func points() throws {
        let scratch = try Scratch()
        let text = StudyFiles.random()
        let head = text[..<(text.range(of: "sampler:")?.lowerBound ?? text.endIndex)]
        let points = ["0"] + (11...22).map { "0.\($0)" }
        try scratch.write(
            head + "sampler: points\npoints:\n"
                + points.map {
                    "  - {epsilon: \($0), lambda: 1, quantizer: sigma-delta}\n"
                }.joined(), to: "points.yaml")
        _ = try scratch.settle("run", "points.yaml")
        let run = try scratch.settle("figure", "convergence", "tiny", "-f", "csv")
        #expect(run.status == 0)
        #expect(run.errors.contains("Not drawn, since they did not run to the end: trials 0 (failed)\n"))
        #expect(
            run.errors.contains("2 trials more would make a tangle and are not drawn; choose trials with --trials."))
        #expect(Set(rows(run.output).compactMap { $0["trial"] }) == Set((1...10).map(String.init)))
    }

    @Test("Of a search that was pruned, no more than the best that are certain")
    func pruned() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(layers: "[12, 10, 5]", steps: 1000, trials: 600), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml", "--keep", "2")
        let certain = try scratch.settle("best", "tiny", "--top", "2", "-f", "json").objects()
        let run = try scratch.settle("figure", "convergence", "tiny", "-f", "csv")
        #expect(
            Set(rows(run.output).compactMap { $0["trial"].flatMap { Int($0) } })
                .isSuperset(of: certain.compactMap { $0["number"] as? Int }))
        #expect(Set(rows(run.output).compactMap { $0["trial"] }).count < 5)
        let number = try #require(
            try scratch.settle("trials", "tiny", "--state", "pruned", "--limit", "1", "-f", "json").objects()
                .first?["number"] as? Int)
        let refused = try scratch.settle("figure", "convergence", "tiny", "--trials", "\(number),0")
        #expect(refused.status == 64 && refused.output.isEmpty)
        #expect(refused.errors.contains("trials \(number) (pruned), 0 (failed) of tiny did not run to the end"))
    }

    @Test(
        "What cannot be drawn is told, and how to go on",
        arguments: [
            (["tiny", "--trials", "0"], 64, "trial 0 (failed) of tiny did not run to the end"),
            (["tiny", "--trials", "12"], 64, "tiny has no trial 12; its trials go from 0 to 11"),
            (["tiny", "--trials", "1,x"], 64, "'x' is not a trial's number"),
            (["tiny", "--trials", "1,,2"], 64, "'' is not a trial's number"),
            (["tiny", "--trials=-1"], 64, "'-1' is not a trial's number"),
            (["tiny", "--trials", "1,2,1"], 64, "names a trial twice"),
            (
                ["tiny", "--trials", "1,2,3,4,5,6,7,8,9,10,11"], 64,
                "names 11, and more than 10 lines cannot be told apart"
            ),
            (["tiny", "tiny", "--trials", "1"], 64, "--trials are of one study, and 2 are named"),
            (["nothing"], 64, "there is no study 'nothing'"),
            (["tiny", "-o", "nowhere/a.svg"], 74, "name another file with -o"),
        ] as [([String], Int32, String)])
    func refused(arguments: [String], status: Int32, message: String) throws {
        let scratch = try Scratch.withTinyStudy()
        let run = try scratch.start(["figure", "convergence"] + arguments).finish()
        #expect(run.status == status)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test(
        "A trial whose trace is gone or unreadable is named",
        arguments: [
            ("DELETE FROM traces", "of trials 1, 2 of tiny no curve is stored"),
            ("UPDATE traces SET trace = x'01'", "the stored curve of trial 1 of tiny is damaged: its bytes"),
            ("UPDATE traces SET trace = x'0103'", "the stored curve of trial 1 of tiny is damaged: it has 0 steps"),
        ])
    func noTrace(change: String, message: String) throws {
        let scratch = try Scratch.withTinyStudy()
        try scratch.tamper("\(change) WHERE number IN (1, 2)")
        let run = try scratch.settle("figure", "convergence", "tiny", "--trials", "1,2,3")
        #expect(run.status == 65)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test("Of several networks the lowest and the highest error, about their combination")
    func networks() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.onNetworks(3), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        let run = try scratch.settle("figure", "convergence", "tiny", "-f", "csv")
        #expect(run.status == 0, "\(run.errors)")
        let rows = rows(run.output)
        #expect(rows.count >= 5 * 10)
        var isSpread = false
        for row in rows {
            let numbers = ["low", "error", "high"].compactMap { row[$0].flatMap(Double.init) }
            #expect(numbers.count == 3)
            #expect(numbers == numbers.sorted())
            isSpread = isSpread || numbers[0] < numbers[2]
        }
        #expect(isSpread)
        let picture = try scratch.settle("figure", "convergence", "tiny").output
        #expect(picture.contains("class=\"band fill-series0"))
        #expect(picture.contains("Lines: 3 networks together. Band, of the first: from the lowest to"))
    }
}
