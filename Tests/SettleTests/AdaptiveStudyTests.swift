import Foundation
import Testing

@Suite("A study whose sampler learns")
struct AdaptiveStudyTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    private static func study(
        _ sampler: String, trials: Int = 40, steps: Int = 40, initial: String = "{from: 0.1, to: 1}"
    )
        -> String
    {
        """
        name: learning
        objective:
          convergence: {layers: [20, 15, 5], weights: {seed: 1}, input: {seed: 2}, steps: \(steps), minimize: meanError}
        sampler: \(sampler)
        trials: \(trials)
        space:
          epsilon: {initial: \(initial), exponent: {from: 0, to: 1}}
          lambda: {initial: 0.5, exponent: {from: 0, to: 1}}
          quantizer: sigma-delta
        """
    }

    private func run(_ text: String, _ arguments: String...) throws -> CommandRun {
        try scratch.write(text, to: "learning.yaml")
        return try scratch.start(["run", "learning.yaml"] + arguments).finish()
    }

    @Test("says where the parameters of each trial came from", arguments: ["gp", "cmaes", "tpe"])
    func origins(_ sampler: String) throws {
        #expect(try run(Self.study(sampler)).status == 0)
        let first = try scratch.settle("show", "learning", "0").output
        #expect(first.contains("the start, before the sampler has learned"), "\(first)")
        let last = try scratch.settle("show", "learning", "39").output
        #expect(last.contains("the model"), "\(last)")
        #expect(last.contains("expected improvement") == (sampler == "gp"), "\(last)")
    }

    @Test("is checked: its sampler proposes every trial again", arguments: ["gp", "cmaes", "tpe"])
    func checked(_ sampler: String) throws {
        #expect(try run(Self.study(sampler), "--keep", "5").status == 0)
        let run = try scratch.settle("check")
        #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
    }

    @Test("has a figure of its model, and a history that tells the start from the model's trials")
    func figures() throws {
        #expect(try run(Self.study("gp")).status == 0)
        let svg = try scratch.settle("figure", "search", "learning", "--part", "model", "-o", "-").output
        #expect(svg.hasPrefix("<svg") && svg.contains("would be evaluated next"))
        let rows = try scratch.settle("figure", "search", "learning", "--part", "model", "--format", "csv").lines
        #expect(rows[0] == "parameter,place,mean,low,high,proposal")
        let places = rows.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(Set(places.map { $0[0] }) == ["epsilon.initial", "epsilon.exponent", "lambda.exponent"])
        for place in places where place[5].isEmpty {
            let numbers = place[1...4].compactMap { Double($0) }
            try #require(numbers.count == 4)
            #expect(numbers[2] <= numbers[1] && numbers[1] <= numbers[3])
        }
        #expect(places.contains { $0[5] == "0" })
        let history = try scratch.settle("figure", "search", "learning", "--part", "history", "--format", "csv").lines
        #expect(history[1].hasSuffix(",start") && history[40].hasSuffix(",model"))
        #expect(try scratch.settle("report", "learning").status == 0)
    }

    @Test("has no figure of a model that is not a Gaussian process's, and says which has")
    func noModel() throws {
        #expect(try run(Self.study("tpe")).status == 0)
        let figure = try scratch.start(["figure", "search", "learning", "--part", "model", "-o", "-"]).finish()
        #expect(figure.status == 65 && figure.errors.contains("'sampler: gp'"), "\(figure.errors)")
    }

    @Test("says what auto chose, and keeps it when more trials are asked for")
    func automatic() throws {
        let first = try run(Self.study("auto", trials: 20))
        #expect(first.errors.contains("auto takes the sampler gp: "), "\(first.errors)")
        try scratch.write(Self.study("auto", trials: 501, steps: 2), to: "learning.yaml")
        let more = try run(Self.study("auto", trials: 501))
        #expect(more.status == 0)
        #expect(
            more.errors.contains(
                "The study keeps the sampler gp, with which it began; for 501 trials auto would take cmaes."),
            "\(more.errors)")
    }

    @Test("says that nothing was to be learned where all values are equal", arguments: ["gp", "cmaes", "tpe"])
    func constant(_ sampler: String) throws {
        // At step 1 no exponent matters.
        let run = try run(Self.study(sampler, steps: 1, initial: "0.5"))
        #expect(run.status == 0)
        #expect(run.errors.contains("All 40 complete trials have the value "), "\(run.errors)")
    }

    @Test("says when the start takes all trials")
    func unlearned() throws {
        let run = try run(Self.study("{gp: {generation: 20}}"))
        #expect(run.errors.contains("its first 40 trials are its start, and the study has 40."), "\(run.errors)")
        #expect(try !self.run(Self.study("{gp: {generation: 19}}", trials: 39)).errors.contains("learn nothing"))
    }

    @Test("is not run on with another --keep, also when it has all of its trials")
    func otherKeep() throws {
        #expect(try run(Self.study("gp"), "--keep", "5").status == 0)
        for arguments in [["run", "learning.yaml", "--keep", "10"], ["run", "learning.yaml"]] {
            let run = try scratch.start(arguments).finish()
            #expect(run.status == 65 && run.errors.contains("keep 5"), "\(run.errors)")
        }
        #expect(try scratch.settle("resume", "learning").status == 0)
    }

    @Test("stops where its first trials all fail", arguments: ["gp", "cmaes", "tpe"])
    func failing(_ sampler: String) throws {
        // A schedule at 0 makes its trial a failed one.
        let run = try run(Self.study(sampler).replacing("initial: 0.5", with: "initial: 0"))
        #expect(run.status == 65, "\(run.errors)")
        #expect(run.errors.contains("32"), "\(run.errors)")
    }

    @Test("has no shards, and says what to do")
    func shards() throws {
        let run = try run(Self.study("gp"), "--shard", "1/2")
        #expect(run.status == 65)
        #expect(run.errors.contains("evaluate the whole study in one store"), "\(run.errors)")
    }
}
