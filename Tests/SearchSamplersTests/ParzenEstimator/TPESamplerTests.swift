import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import SearchSamplers

@Suite("The tree-structured Parzen estimator") struct TPESamplerTests {
    private static let plain: [Parameter] = [.float("x", in: -1...2), .float("rate", in: 1e-4...1, scale: .log)]
    private static let mixed: [Parameter] = [
        .categorical("optimizer", ["sgd", "adam", "lion"]),
        .float("momentum", in: 0...1).when("optimizer", is: ["sgd"]),
        .integer("layers", in: 1...6), .float("dropout", in: 0...0.5).when("layers", is: [4, 5, 6]),
        .choice("width", [64, 16, 256]), .fixed("seed", 7),
    ]

    private static let subjects: [AdaptiveSamplerContract.Subject] = [1, 8, 32].flatMap { size in
        [0, 1].flatMap { lag -> [AdaptiveSamplerContract.Subject] in
            let generations = Generations(size: size, lag: lag)
            return [
                .init("plain, generations of \(size), lag \(lag)", plain) {
                    try TPESampler(SearchSpace(plain), seed: 1, generations: generations)
                },
                .init("conditional, generations of \(size), lag \(lag)", mixed) {
                    try TPESampler(SearchSpace(mixed), seed: 2, generations: generations, significantDigits: 2)
                },
            ]
        }
    }

    @Test("keeps the contract", arguments: subjects, AdaptiveSamplerContract.Clause.allCases)
    func contract(_ subject: AdaptiveSamplerContract.Subject, _ clause: AdaptiveSamplerContract.Clause) throws {
        try AdaptiveSamplerContract.check(clause, of: subject)
    }

    @Test("finds what random trials do not, also where it maximizes and a third of the trials fails")
    func search() throws {
        func distance(_ parameters: TrialParameters) throws -> Double {
            let (x, rate) = (try parameters.number("x"), PortableMath.log(try parameters.number("rate")))
            return (x - 0.3) * (x - 0.3) + (rate + 4) * (rate + 4) / 9
        }
        let space = try SearchSpace(Self.plain)
        let random = RandomSampler(space, stream: .keyed(seed: 1))
        for seed in 0..<3 as Range<UInt64> {
            let lower = try SampleCourse(TPESampler(space, seed: seed)).run(120) { .complete(value: try distance($0)) }
            let upper = try SampleCourse(TPESampler(space, seed: seed, direction: .maximize)).run(120) {
                .complete(value: -(try distance($0)))
            }
            #expect(lower == upper)
            let failing = try SampleCourse(TPESampler(space, seed: seed)).run(120) { parameters in
                try parameters.number("x") > 1
                    ? .failed(reason: "too large") : .complete(value: try distance(parameters))
            }
            let best = try lower.map(distance).min() ?? 1
            let drawn = try (0..<120).map { try distance(try random.parameters(ofTrial: $0)) }.min() ?? 0
            #expect(best < 0.003 && best < drawn, "\(best), random \(drawn)")
            #expect(try failing.map(distance).min() ?? 1 < 0.003)
            #expect(try failing.suffix(80).count { try $0.number("x") > 1 } < 10)
        }
    }

    @Test("learns which name is best, and the parameters that go with it") func names() throws {
        let space = try SearchSpace(Self.mixed)
        let trials = try SampleCourse(TPESampler(space, seed: 1)).run(160) { parameters in
            let momentum = parameters["momentum"] == nil ? 1 : abs(try parameters.number("momentum") - 0.8)
            return .complete(value: momentum + 0.05 * abs(try parameters.number("layers") - 3))
        }
        let late = trials.suffix(80)
        #expect(late.count { $0["optimizer"] == "sgd" } > 60)
        #expect(try late.count { try $0["momentum"] != nil && abs($0.number("momentum") - 0.8) < 0.2 } > 50)
    }

    @Test("evaluates each point of a finite space once, and repeats itself only after that") func exhausted() throws {
        let space = try SearchSpace([
            .categorical("kind", ["a", "b"]), .integer("n", in: 1...5).when("kind", is: ["a"]),
            .choice("m", [1, 2, 3]),
        ])
        let sampler = try TPESampler(space, seed: 3, generations: Generations(size: 4, lag: 1))
        #expect(sampler.size == 18 && sampler.horizon == nil)
        let trials = try SampleCourse(sampler).run(20) { .complete(value: (try? $0.number("n")) ?? 9) }
        #expect(Set(trials.prefix(18)).count == 18)
        #expect(Set(trials).count == 18)
    }

    @Test("gives no point twice where rounding leaves few numbers") func rounding() throws {
        let space = try SearchSpace([.float("x", in: 0...1)])
        let sampler = try TPESampler(space, seed: 3, generations: Generations(size: 2, lag: 0), significantDigits: 1)
        #expect(sampler.size == nil)
        let trials = try SampleCourse(sampler).run(11) { .complete(value: abs(try $0.number("x") - 0.5)) }
        #expect(Set(trials).count == 11)
    }

    @Test("takes pruned trials for good ones where their values are") func pruned() throws {
        let space = try SearchSpace(Self.plain)
        let trials = try SampleCourse(TPESampler(space, seed: 1)).run(160) { parameters in
            let distance = abs(try parameters.number("x") - 1)
            return .pruned(Pruning(bound: distance / 2, lastValue: distance))
        }
        #expect(try trials.suffix(80).count { try abs($0.number("x") - 1) < 0.5 } > 60)
    }

    @Test("refuses a space without choices or with too many parameters") func refusals() throws {
        #expect(throws: SearchSamplerError.nothingToSearch) {
            try TPESampler(SearchSpace([.fixed("x", 1)]), seed: 1)
        }
        #expect(throws: SearchSamplerError.tooManyParameters(257, most: 256, sampler: "tpe")) {
            try TPESampler(SearchSpace((0..<257).map { .float("x\($0)", in: 0...1) }), seed: 1)
        }
    }

    @Test("has as many trials as its space has points, and given points outside it") func size() throws {
        let sampler = try TPESampler(SearchSpace([.integer("n", in: 1...5)]), seed: 1)
        #expect(PointsFirst([["n": 2], ["n": 9]], then: sampler).size == 6)
        #expect(try TPESampler(SearchSpace(Self.plain), seed: 1).size(after: [["x": 0]]) == nil)
        let wide = try TPESampler(SearchSpace((0..<9).map { .integer("n\($0)", in: 1...1000) }), seed: 1)
        #expect(wide.size(after: [["x": 0]]) == .max)
        func define(_ sampler: some Sampler, _ budget: Int, _ direction: Direction = .minimize) throws {
            _ = try StudyDefinition(name: "a", direction: direction, budget: budget, sampler: sampler)
        }
        #expect(throws: SamplerError.budgetBeyondSpace(6, size: 5)) { try define(sampler, 6) }
        try define(sampler, 5)
        #expect("\(SamplerError.budgetBeyondSpace(6, size: 5))".contains("at most 5"))
        #expect(throws: SamplerError.direction(.minimize, study: .maximize)) { try define(sampler, 5, .maximize) }
    }

    @Test("is refused by a run of a study with the other direction") func direction() throws {
        let store = InMemoryStore()
        let study = try store.openStudy(
            StudyDefinition(name: "a", text: "declared elsewhere", direction: .maximize, budget: 5))
        let sampler = try TPESampler(SearchSpace(Self.plain), seed: 1)
        #expect(throws: SamplerError.direction(.minimize, study: .maximize)) {
            try StudyRunner(
                study: study, store: store, sampler: sampler, objective: ClosureObjective(.maximize) { _ in 1.0 },
                threads: ThreadCount(1))
        }
        #expect("\(SamplerError.direction(.minimize, study: .maximize))".contains("both the same direction"))
    }
}
