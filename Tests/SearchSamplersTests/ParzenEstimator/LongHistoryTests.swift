import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import SearchSamplers

@Suite("A long history of the Parzen estimator") struct LongHistoryTests {
    private static func sampler(size: Int = 4) throws -> TPESampler {
        var settings = ParzenSettings()
        (settings.mostGood, settings.mostOthers) = (6, 40)
        return try TPESampler(
            SearchSpace([
                .float("x", in: 0...1), .categorical("kind", ["a", "b"]),
                .float("n", in: 1...9).when("kind", is: ["a"]),
            ]),
            seed: 4, generations: Generations(size: size, lag: 1), direction: .minimize, significantDigits: nil,
            settings: settings)
    }

    /// Every seventh trial fails and every fifth is pruned; several values are equal.
    private static func outcome(_ parameters: TrialParameters) throws -> Outcome {
        let x = try parameters.number("x")
        let part = Int(x * 1000)
        if part % 7 == 0 { return .failed(reason: "no") }
        let value = (abs(x - 0.4) * 50).rounded() / 50
        return part % 5 == 0 ? .pruned(Pruning(bound: value / 2, lastValue: value)) : .complete(value: value)
    }

    @Test("is known from its best and newest trials, to the bit") func excerpt() throws {
        let sampler = try Self.sampler()
        var course = SampleCourse(sampler)
        var knowledge = sampler.begin()
        let horizon = try #require(sampler.horizon)
        for end in stride(from: 4, through: 240, by: 4) {
            try course.advance(Self.outcome)
            sampler.learn(Array(course.trials.suffix(4)), into: &knowledge)
            let complete = course.trials.filter { $0.value != nil }
            let best = complete.sorted { ($0.value ?? 0, $0.number) < ($1.value ?? 0, $1.number) }
            let numbers = Set((best.prefix(horizon.best) + course.trials.suffix(horizon.newest)).map(\.number))
            let excerpt = HistoryExcerpt(count: end, trials: course.trials.filter { numbers.contains($0.number) })
            let known = sampler.knowledge(of: excerpt)
            #expect(known == knowledge)
            let index = end / 4
            #expect(
                try sampler.proposals(ofGeneration: index, knowing: known, pending: [])
                    == sampler.proposals(ofGeneration: index, knowing: knowledge, pending: []))
        }
    }

    @Test("is read in part when a study goes on, which gives the same trials") func reading() throws {
        let objective = ClosureObjective(.minimize) { Evaluation(try Self.outcome($0)) }
        func run(_ store: any TrialStore, budget: Int) throws -> StoredContent {
            let sampler = try Self.sampler()
            let study = try store.openStudy(
                StudyDefinition(name: "long", direction: .minimize, budget: budget, sampler: sampler))
            _ = try StudyRunner(
                study: study, store: store, sampler: sampler, objective: objective, threads: ThreadCount(2, cores: 2)
            ).run(Sample.run, cancellation: Cancellation())
            return try StoredContent(of: study.id, in: store)
        }
        let straight = try run(InMemoryStore(), budget: 420)
        let store = InMemoryStore()
        _ = try run(store, budget: 400)
        let watched = WatchedStore(store)
        let sampler = try Self.sampler()
        let study = try watched.openStudy(
            StudyDefinition(name: "long", direction: .minimize, budget: 420, sampler: sampler))
        _ = try StudyRunner(
            study: study, store: watched, sampler: sampler, objective: objective, threads: ThreadCount(2, cores: 2)
        ).run(Sample.run, cancellation: Cancellation())
        // 32 trials are compared with the sampler's, 46 are the excerpt, and the new generations are looked at.
        #expect(watched.read < 150, "\(watched.read) trials read")
        #expect(try StoredContent(of: study.id, in: store) == straight)
    }
}
