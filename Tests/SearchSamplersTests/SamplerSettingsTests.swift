import HyperparameterSearch
import SearchSamplers
import Testing

@Suite("Settings of samplers") struct SamplerSettingsTests {
    private let generations = Generations(size: 3, lag: 0)

    private func space() throws -> SearchSpace {
        try SearchSpace([.float("x", in: 0...1), .float("y", in: -1...1)])
    }

    @Test("make the sampler that they name, with their seed and generations")
    func samplers() throws {
        let space = try space()
        for (settings, name) in [
            (SamplerSettings.gp(seed: 7, generations: generations), "gp"),
            (.cmaes(seed: 7, generations: generations), "cmaes"),
            (.tpe(seed: 7, generations: generations), "tree-structured Parzen estimator"),
        ] {
            let sampler = try #require(
                try space.sampler(settings, direction: .maximize) as? any AdaptiveSampler)
            #expect(sampler.generations == generations && sampler.direction == .maximize)
            #expect(sampler.fingerprint.hasPrefix(name) && sampler.fingerprint.contains("seed 7"))
        }
        let sobol = try space.sampler(.sobol(seed: 7))
        #expect(sobol is SobolSampler && sobol.fingerprint.contains("seed 7"))
    }

    @Test("auto takes the sampler that suits the space and the budget, and says that it chose")
    func automatic() throws {
        let space = try space()
        let few = SamplerSettings.auto(for: space, budget: 500, seed: 2, generations: generations)
        let many = SamplerSettings.auto(for: space, budget: 501, seed: 2, generations: generations)
        #expect(few.choice == .gp && many.choice == .cmaes && few.isAutomatic && many.isAutomatic)
        #expect(few.seed == 2 && few.generations == generations)
    }
}
