import HyperparameterSearch
import SearchContracts
import SearchSamplers
import TestSupport
import Testing

@Suite("In random spaces of all forms") struct AnySpaceTests {
    private static let clauses: [AdaptiveSamplerContract.Clause] = [.wholeGenerations, .pureFunction, .everyOutcome]

    private func parameters(_ seed: Int, hasConditions: Bool, hasNames: Bool, isFinite: Bool = false) -> [Parameter] {
        var spaces = RandomSpace(seed: UInt64(seed))
        (spaces.hasConditions, spaces.hasNames, spaces.isFinite) = (hasConditions, hasNames, isFinite)
        while true {
            let parameters = spaces.parameters(1 + seed % 6)
            if parameters.contains(where: { ($0.domain.valueCount ?? 2) > 1 && $0.condition == nil }) {
                return parameters
            }
        }
    }

    private func settings(_ choice: SamplerChoice, _ seed: Int) -> SamplerSettings {
        SamplerSettings(
            choice, seed: UInt64(seed), generations: Generations(size: 1 + seed % 7, lag: seed % 2),
            significantDigits: seed % 3 == 0 ? 3 : nil)
    }

    private func subject(_ seed: Int, _ choice: SamplerChoice) -> AdaptiveSamplerContract.Subject {
        let parameters = parameters(seed, hasConditions: choice == .tpe, hasNames: choice != .cmaes)
        let settings = settings(choice, seed)
        func subject<S: AdaptiveSampler>(
            _ make: @escaping @Sendable (SearchSpace) throws -> S
        ) -> AdaptiveSamplerContract.Subject {
            AdaptiveSamplerContract.Subject("\(choice) \(seed)", parameters) { try make(SearchSpace(parameters)) }
        }
        let (seed, generations, digits) = (settings.seed, settings.generations, settings.significantDigits)
        switch choice {
        case .gp:
            return subject {
                try GaussianProcessSampler($0, seed: seed, generations: generations, significantDigits: digits)
            }
        case .cmaes:
            return subject { try CMAESSampler($0, seed: seed, generations: generations, significantDigits: digits) }
        case .tpe, .sobol:
            return subject { try TPESampler($0, seed: seed, generations: generations, significantDigits: digits) }
        }
    }

    @Test("samplers that learn propose only trials of the space", arguments: [.gp, .cmaes, .tpe] as [SamplerChoice])
    func learning(choice: SamplerChoice) throws {
        for seed in 0..<(choice == .gp ? 12 : 40) {
            let subject = subject(seed, choice)
            for clause in Self.clauses { try AdaptiveSamplerContract.check(clause, of: subject) }
        }
    }

    @Test("independent samplers propose only trials of the space", arguments: 0..<20)
    func independent(seed: Int) throws {
        let parameters = parameters(seed, hasConditions: true, hasNames: true)
        let digits = seed % 3 == 0 ? 2 : nil
        let subjects: [SamplerContract.Subject] = [
            SamplerContract.Subject("random", parameters) {
                RandomSampler(
                    try SearchSpace(parameters), stream: .keyed(seed: UInt64(seed)), significantDigits: digits)
            },
            SamplerContract.Subject("sobol", parameters) {
                try SobolSampler(SearchSpace(parameters), seed: UInt64(seed), significantDigits: digits)
            },
        ]
        for subject in subjects {
            for clause in SamplerContract.clauses { try SamplerContract.check(clause, of: subject) }
        }
    }

    @Test(
        "finite ones, no trial is proposed twice until all have been",
        arguments: [.gp, .cmaes, .tpe] as [SamplerChoice])
    func exhaustion(choice: SamplerChoice) throws {
        for seed in 0..<(choice == .gp ? 6 : 20) {
            let parameters = parameters(
                seed % 3, hasConditions: choice == .tpe, hasNames: choice != .cmaes, isFinite: true)
            let space = try SearchSpace(parameters)
            let sampler = try space.sampler(
                SamplerSettings(choice, seed: UInt64(seed), generations: Generations(size: 1 + seed % 4, lag: seed % 2))
            )
            let size = try #require(sampler.size)
            let found = try trials(of: sampler, min(size, 150))
            #expect(Set(found).count == min(size, 150), "\(choice), seed \(seed), size \(size)")
        }
    }

    /// The parameters of a run's trials; their value is the sum of all numbers.
    private func trials(of sampler: any Sampler, _ count: Int) throws -> [TrialParameters] {
        let store = InMemoryStore()
        let study = try store.openStudy(
            StudyDefinition(name: "s", direction: .minimize, budget: count, sampler: sampler))
        let objective = ClosureObjective(.minimize) { parameters in
            parameters.values.values.reduce(0.0) { sum, value in
                if case .number(let number) = value { sum + number } else { sum }
            }
        }
        _ = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: objective, threads: ThreadCount(1)
        ).run(Sample.run, cancellation: Cancellation())
        return try store.trials(of: study.id, matching: .all).compactMap(\.parameters)
    }
}
