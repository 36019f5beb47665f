import Foundation
import Testing

@Suite("Studies of the error at one step")
struct ErrorAtVerbTests {
    private func study(sampler: String, scheduler: String = "", step: Int = 20) throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(
            """
            name: early
            objective:
              convergence:
                layers: [12, 10, 4]
                weights: {seed: 1}
                input: {seed: 2}
                steps: 400
                minimize: {errorAt: \(step)}
            sampler: \(sampler)
            \(scheduler)
            trials: 24
            space:
              epsilon: {initial: {from: 0.1, to: 2}, exponent: {from: 0, to: 1}}
              lambda: {initial: {from: 0.1, to: 2}, exponent: {from: 0, to: 1}}
              quantizer: sigma-delta

            """, to: "early.yaml")
        return scratch
    }

    @Test(
        "run, are listed, resumed, exported, replayed and checked, whatever the sampler",
        arguments: ["{random: {seed: 3}}", "sobol", "tpe", "gp", "cmaes"])
    func samplers(sampler: String) throws {
        let scratch = try study(sampler: sampler)
        let run = try scratch.settle("run", "early.yaml")
        #expect(run.status == 0, "\(run.errors)")
        let best = try scratch.settle("best", "early", "--top", "24", "-f", "json").objects()
        #expect(best.count == 24)
        for trial in best {
            let values = try #require(trial["values"] as? [String: Double])
            #expect(values["errorAt20"] == trial["value"] as? Double)
            #expect(Set(values.keys) == ["errorAt20", "spikes"])
        }
        #expect(try scratch.settle("resume", "early").errors.contains("Nothing is left to do"))
        #expect(try scratch.settle("replay", "early", "5").status == 0)
        #expect(try scratch.settle("check", "--replay", "4").status == 0)
        #expect(try scratch.settle("export", "early", "--top", "2", "-o", "best.json").status == 0)
        #expect(try scratch.settle("figure", "search", "early", "-o", "search.svg").status == 0)
        #expect(try scratch.settle("report", "early", "-o", "page.html").status == 0)
        let evaluated = try scratch.settle(
            "evaluate", "--schedules", "best.json", "--networks", "1:2", "--layers", "12,10,4", "--error-at", "20",
            "-f",
            "json")
        #expect(evaluated.errors.contains("by errorAt20 of 20 steps"), "\(evaluated.errors)")
        let errors = try evaluated.objects().dropFirst().map { ($0["errors"] as? [Double])?.first }
        #expect(errors == best.prefix(2).map { $0["value"] as? Double })
    }

    @Test("compare trials on the way by the error at the step that they have reached")
    func halving() throws {
        let scratch = try study(
            sampler: "{random: {seed: 3}}", scheduler: "scheduler: {successiveHalving: {cohort: 12, eta: 2, first: 5}}")
        #expect(try scratch.settle("run", "early.yaml").status == 0)
        let trials = try scratch.settle("trials", "early", "-f", "json").objects()
        let steps = Set(trials.compactMap { $0["steps"] as? Int })
        #expect(steps == [5, 10, 20])
    }

    @Test("cannot be pruned losslessly, and a step that evaluate does not reach is refused")
    func refused() throws {
        let scratch = try study(sampler: "{random: {seed: 3}}")
        let kept = try scratch.settle("run", "early.yaml", "--keep", "5")
        #expect(kept.status != 0 && kept.errors.contains("no bound that only gets worse"), "\(kept.errors)")
        let beyond = try scratch.settle(
            "evaluate", "--epsilon", "1", "--lambda", "1", "--networks", "1:2", "--steps", "30", "--error-at", "31")
        #expect(beyond.status == 64)
        #expect(beyond.errors.contains("a simulation of 30 steps has no error at step 31"), "\(beyond.errors)")
    }
}
