import Foundation
import HyperparameterSearch
import Testing

@testable import SearchSamplers

@Suite("The Gaussian process sampler") struct GaussianProcessSamplerTests {
    private static let plane: [Parameter] = [.float("x", in: 0...1), .float("y", in: 0...1)]

    private static func sampler(
        _ parameters: [Parameter] = plane, size: Int = 1, lag: Int = 0, direction: Direction = .minimize,
        digits: Int? = nil
    ) throws -> GaussianProcessSampler {
        try GaussianProcessSampler(
            SearchSpace(parameters), seed: 7, generations: Generations(size: size, lag: lag), direction: direction,
            significantDigits: digits)
    }

    private static func trial(_ number: Int, _ parameters: TrialParameters, _ outcome: Outcome) -> Trial {
        let now = Date(timeIntervalSince1970: 0)
        return Trial(
            FinishedTrial(
                Candidate(number: number, parameters: parameters), Evaluation(outcome), started: now, finished: now),
            run: RunID(1))
    }

    /// The proposals of a search that waits for each generation.
    private static func search(
        _ sampler: GaussianProcessSampler, generations: Int, _ outcome: (Int, TrialParameters) -> Outcome
    ) throws -> (proposals: [Proposal], knowledge: GaussianProcessKnowledge) {
        var knowledge = sampler.begin()
        var proposals: [Proposal] = []
        for index in 0..<generations {
            let generation = try sampler.proposals(ofGeneration: index, knowing: knowledge, pending: [])
            let trials = zip(proposals.count..., generation).map {
                trial($0, $1.parameters, outcome($0, $1.parameters))
            }
            sampler.learn(trials, into: &knowledge)
            proposals += generation
        }
        return (proposals, knowledge)
    }

    private static func bowl(_ parameters: TrialParameters) -> Double {
        let (x, y) = ((try? parameters.number("x")) ?? 0, (try? parameters.number("y")) ?? 0)
        return (x - 0.3) * (x - 0.3) + 3 * (y - 0.8) * (y - 0.8)
    }

    @Test("finds the minimum of a bowl in few trials", arguments: [(1, 25), (4, 7), (8, 4), (32, 3)])
    func bowl(size: Int, generations: Int) throws {
        let found = try Self.search(Self.sampler(size: size), generations: generations) { _, parameters in
            .complete(value: Self.bowl(parameters) + 0.01)
        }
        #expect(try #require(found.proposals.map { Self.bowl($0.parameters) }.min()) < 2e-3)
    }

    @Test("finds a maximum as it finds the minimum of the negative value")
    func maximum() throws {
        let found = try Self.search(Self.sampler(direction: .maximize), generations: 25) { _, parameters in
            .complete(value: -Self.bowl(parameters))
        }
        #expect(try #require(found.proposals.map { Self.bowl($0.parameters) }.min()) < 2e-3)
    }

    @Test("says which trials are the start, and what the model expected of the others")
    func origins() throws {
        let sampler = try Self.sampler(size: 4)
        #expect(sampler.startCount == 8)
        let found = try Self.search(sampler, generations: 4) { _, parameters in
            .complete(value: Self.bowl(parameters) + 0.1)
        }
        #expect(found.proposals[..<8].allSatisfy { $0.origin == .start })
        for proposal in found.proposals[8...] {
            guard case .model(let improvement?, nil) = proposal.origin else {
                Issue.record("\(proposal.origin)")
                continue
            }
            // In units of the value, whose range is 0.1 to 2.6.
            #expect(improvement > 0 && improvement < 0.5)
        }
        #expect(try Self.sampler(size: 20).startCount == 20)
    }

    @Test("where all trials failed or have one value, the start goes on")
    func nothingLearned() throws {
        for outcome in [Outcome.failed(reason: "no"), .complete(value: 3)] {
            let found = try Self.search(Self.sampler(size: 5), generations: 5) { _, _ in outcome }
            #expect(found.proposals.allSatisfy { $0.origin == .start })
            #expect(Set(found.proposals.map(\.parameters)).count == 25)
        }
    }

    @Test("goes where trials do not fail")
    func failures() throws {
        let found = try Self.search(Self.sampler(), generations: 30) { _, parameters in
            guard case .number(let x)? = parameters["x"], x > 0.35 else { return .failed(reason: "too small") }
            return .complete(value: Self.bowl(parameters))
        }
        let failed = found.proposals[10...].count { proposal in
            if case .number(let x)? = proposal.parameters["x"] { x <= 0.35 } else { true }
        }
        #expect(failed <= 8, "\(failed) of 20 failed")
    }

    @Test("learns pruned trials by their last values")
    func pruned() throws {
        let found = try Self.search(Self.sampler(), generations: 25) { number, parameters in
            let value = Self.bowl(parameters)
            return value > 0.2 ? .pruned(Pruning(lastValue: value)) : .complete(value: value)
        }
        #expect(try #require(found.proposals.map { Self.bowl($0.parameters) }.min()) < 2e-3)
    }

    @Test("proposes no point of a finite space twice, until all are taken")
    func finite() throws {
        let parameters: [Parameter] = [
            .integer("n", in: 1...5), .categorical("c", ["a", "b", "c"]), .choice("k", [1, 10]),
        ]
        for size in [1, 10] {
            let found = try Self.search(Self.sampler(parameters, size: size), generations: 40 / size) { number, _ in
                .complete(value: Double(number * number % 7))
            }
            #expect(Set(found.proposals[..<30].map(\.parameters)).count == 30)
        }
    }

    @Test("proposes rounded numbers, none twice")
    func rounded() throws {
        let sampler = try Self.sampler(
            [.float("x", in: 0.1...0.9), .float("y", in: 1e-3...10, scale: .log)], digits: 1)
        let found = try Self.search(sampler, generations: 40) { _, parameters in
            .complete(value: Self.bowl(parameters))
        }
        #expect(Set(found.proposals.map(\.parameters)).count == 40)
        for proposal in found.proposals {
            let (x, y) = (try proposal.parameters.number("x"), try proposal.parameters.number("y"))
            #expect(x == Double(String(format: "%.1g", x)) && y == Double(String(format: "%.1g", y)))
        }
    }

    @Test("prefers the better categories")
    func categories() throws {
        let sampler = try Self.sampler([.categorical("c", ["a", "b", "c", "d"]), .float("x", in: 0...1)])
        let found = try Self.search(sampler, generations: 30) { _, parameters in
            let isBest = parameters["c"] == .category("c")
            return .complete(value: Self.bowl(parameters) + (isBest ? 0.1 : 1))
        }
        #expect(found.proposals[15...].count { $0.parameters["c"] == .category("c") } >= 10)
    }

    @Test("avoids the trials that are pending", arguments: [1, 4, 8, 32])
    func pending(size: Int) throws {
        let sampler = try Self.sampler(size: size, lag: 1)
        var knowledge = sampler.begin()
        let values = (0..<32).map { index -> Trial in
            let point: TrialParameters = ["x": .number(Double(index % 6) / 5), "y": .number(Double(index / 6) / 5)]
            return Self.trial(index, point, .complete(value: Self.bowl(point) + 0.01))
        }
        sampler.learn(values, into: &knowledge)
        let index = 64 / size
        let alone = try sampler.proposals(ofGeneration: index, knowing: knowledge, pending: [])
        let pending = alone.map(\.parameters)
        let beside = try sampler.proposals(ofGeneration: index, knowing: knowledge, pending: pending)
        #expect(Set(beside.map(\.parameters)).isDisjoint(with: pending))
        // Points without a parameter, or with another kind of value, are passed over.
        let strange: [TrialParameters] = [["x": 0.5], ["x": .category("a"), "y": 0.5]]
        #expect(try sampler.proposals(ofGeneration: index, knowing: knowledge, pending: strange) == alone)
    }

    @Test("knows of a part of a long history what it knows of the whole", arguments: [Direction.minimize, .maximize])
    func excerpt(_ direction: Direction) throws {
        let sampler = try Self.sampler(size: 8, direction: direction)
        let horizon = try #require(sampler.horizon)
        var draws = KeyedDraws(seed: 1, number: 0)
        let trials = (0..<1200).map { number -> Trial in
            let point: TrialParameters = ["x": .number(draws.uniform()), "y": .number(draws.uniform())]
            let value = (Self.bowl(point) * 20).rounded() / 20
            let outcome: Outcome =
                switch number % 9 {
                case 4: .failed(reason: "no")
                case 7: .pruned(Pruning(lastValue: value))
                default: .complete(value: direction == .minimize ? value : -value)
                }
            return Self.trial(number, point, outcome)
        }
        for count in [8, 304, 600, 1200] {
            var learned = sampler.begin()
            for start in stride(from: 0, to: count, by: 8) {
                sampler.learn(Array(trials[start..<start + 8]), into: &learned)
            }
            let complete = trials[..<count].filter { $0.value != nil }
            let best = complete.sorted { one, other in
                let (a, b) = (one.value ?? 0, other.value ?? 0)
                return a == b ? one.number < other.number : direction.prefers(a, to: b)
            }.prefix(horizon.best)
            let kept = Set(best.map(\.number)).union(max(0, count - horizon.newest)..<count)
            let excerpt = HistoryExcerpt(count: count, trials: trials[..<count].filter { kept.contains($0.number) })
            let known = sampler.knowledge(of: excerpt)
            #expect(known == learned)
            // Another process, which has fitted nothing before, proposes the same.
            let other = try Self.sampler(size: 8, direction: direction)
            let index = count / 8
            #expect(
                try other.proposals(ofGeneration: index, knowing: known, pending: [])
                    == sampler.proposals(ofGeneration: index, knowing: learned, pending: []))
        }
    }

    @Test("shows the effect of each parameter, and where it would look next")
    func view() throws {
        let sampler = try Self.sampler(
            [.float("x", in: 0...1), .float("y", in: 0...1), .categorical("c", ["a", "b"]), .integer("n", in: 1...3)])
        #expect(sampler.view(of: sampler.begin()) == nil)
        for direction in [Direction.minimize, .maximize] {
            let sampler = try Self.sampler(
                [
                    .float("x", in: 0...1), .float("y", in: 0...1), .categorical("c", ["a", "b"]),
                    .integer("n", in: 1...3),
                ],
                direction: direction)
            let found = try Self.search(sampler, generations: 40) { _, parameters in
                let value = Self.bowl(parameters) + 0.1 + (parameters["c"] == .category("b") ? 0.5 : 0)
                return .complete(value: direction == .minimize ? value : -value)
            }
            let view = try #require(sampler.view(of: found.knowledge, places: 11, next: 3))
            #expect(!view.isLogarithm || direction == .minimize)
            #expect(view.effects.map(\.parameter.name) == ["x", "y", "c", "n"])
            #expect(view.effects.map(\.values.count) == [11, 11, 2, 3])
            #expect(view.effects[3].values == [1, 2, 3])
            #expect(view.effects.allSatisfy { $0.deviations.allSatisfy { $0 > 0 } })
            let sign: Double = direction == .minimize ? 1 : -1
            let x = view.effects[0].means.map { sign * $0 }
            #expect(x[3] < x[10])
            // The mean over y and c of the value is between its ends.
            if direction == .maximize { #expect(view.effects[0].means.allSatisfy { $0 > -3 && $0 < 0 }) }
            #expect(sign * view.effects[2].means[0] < sign * view.effects[2].means[1])
            #expect(Set(view.next.map(\.parameters)).count == 3)
            #expect(
                try view.next == sampler.proposals(ofGeneration: 40, knowing: found.knowledge, pending: [])
                    + view.next.dropFirst())
        }
    }

    @Test("models values that span decades by their logarithms, and a parabola as it is")
    func scale() throws {
        let objectives: [(isLogarithm: Bool, value: (Double) -> Double)] = [
            (true, { exp(5 * $0) }), (false, { $0 + 0.01 }), (false, { $0 - 1 }),
        ]
        for objective in objectives {
            let found = try Self.search(Self.sampler(size: 24), generations: 1) { _, parameters in
                .complete(value: objective.value(Self.bowl(parameters)))
            }
            #expect(found.proposals.allSatisfy { $0.origin == .start })
            let view = try #require(Self.sampler().view(of: found.knowledge))
            #expect(view.isLogarithm == objective.isLogarithm)
        }
    }

    @Test("refuses spaces that it cannot search")
    func refusals() {
        #expect(throws: SearchSamplerError.nothingToSearch) { try Self.sampler([.fixed("a", 1)]) }
        #expect(throws: SearchSamplerError.tooManyParameters(257, most: 256, sampler: "gp")) {
            try Self.sampler((0..<257).map { .float("x\($0)", in: 0...1) })
        }
        #expect(throws: SearchSamplerError.conditional(parameter: "m", sampler: "gp")) {
            try Self.sampler([.categorical("o", ["a", "b"]), .float("m", in: 0...1).when("o", is: ["a"])])
        }
    }

    @Test("names its settings in its fingerprint")
    func fingerprint() throws {
        let fingerprint = try Self.sampler(direction: .maximize, digits: 3).fingerprint
        for part in ["gp, revision 2", "seed 7", "maximize", "3 significant digits", "x: 0 to 1", "y: 0 to 1"] {
            #expect(fingerprint.contains(part))
        }
    }
}
