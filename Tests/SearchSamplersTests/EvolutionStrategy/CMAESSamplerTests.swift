import Foundation
import HyperparameterSearch
import SearchSamplers
import Testing

@Suite("The CMA-ES sampler") struct CMAESSamplerTests {
    /// A search without a store.
    private struct Course<S: AdaptiveSampler> {
        let sampler: S
        var trials: [Trial] = []
        var proposals: [Proposal] = []
        private var learned = 0
        private var knowledge: S.Knowledge

        init(_ sampler: S) {
            self.sampler = sampler
            knowledge = sampler.begin()
        }

        mutating func run(generations: Int, _ outcome: (TrialParameters) throws -> Outcome) throws {
            let (size, lag, count) = (sampler.generations.size, sampler.generations.lag, sampler.points.count)
            if trials.isEmpty { try add(sampler.points.map { Proposal($0, origin: .start) }, outcome) }
            let first = (trials.count - count) / size
            for index in first..<first + generations {
                if index >= lag { learn(below: count + (index - lag) * size, size: size, points: count) }
                let pending = trials[learned...].compactMap(\.parameters)
                try add(try sampler.proposals(ofGeneration: index, knowing: knowledge, pending: pending), outcome)
            }
        }

        private mutating func add(_ new: [Proposal], _ outcome: (TrialParameters) throws -> Outcome) throws {
            proposals += new
            for proposal in new {
                let candidate = Candidate(number: trials.count, parameters: proposal.parameters)
                let now = Date(timeIntervalSince1970: 0)
                let finished = FinishedTrial(
                    candidate, Evaluation(try outcome(proposal.parameters)), started: now, finished: now)
                trials.append(Trial(finished, run: RunID(1)))
            }
        }

        private mutating func learn(below end: Int, size: Int, points: Int) {
            while learned < end {
                let count = learned < points ? points : size
                sampler.learn(Array(trials[learned..<learned + count]), into: &knowledge)
                learned += count
            }
        }
    }

    private static let reals: [Parameter] = [
        .float("x", in: -1...3), .float("y", in: 0...2), .float("z", in: 0.001...1, scale: .log),
    ]

    /// 0 at x = 1.5, y = 0.4, z = 0.02.
    private static func bowl(_ parameters: TrialParameters) throws -> Double {
        let x = (try parameters.number("x") - 1.5) / 4
        let y = (try parameters.number("y") - 0.4) / 2
        let z = log(try parameters.number("z") / 0.02) / log(1000)
        return x * x + y * y + z * z
    }

    @Test(
        "finds the bottom of a bowl, whatever the generations and the direction", arguments: [1, 5, 8, 16], [0, 1, 3])
    func bowl(size: Int, lag: Int) throws {
        for direction in [Direction.minimize, .maximize] {
            let sampler = try CMAESSampler(
                SearchSpace(Self.reals), seed: 3, generations: Generations(size: size, lag: lag), direction: direction)
            #expect(sampler.direction == direction)
            var course = Course(sampler)
            let sign: Double = direction == .minimize ? 1 : -1
            try course.run(generations: 400 / size) { .complete(value: sign * (try Self.bowl($0))) }
            let best = try #require(course.trials.compactMap(\.value).map { sign * $0 }.min())
            #expect(best < 5e-4, "\(size), \(lag), \(direction): \(best)")
        }
    }

    @Test("says which trials are the start, the step size of the others, and the restart")
    func origins() throws {
        var course = Course(
            try CMAESSampler(SearchSpace(Self.reals), seed: 3, generations: Generations(size: 6, lag: 1)))
        #expect(course.sampler.startCount == 12)
        try course.run(generations: 400) { .complete(value: try Self.bowl($0)) }
        #expect(course.proposals.prefix(12).allSatisfy { $0.origin == .start })
        #expect(course.proposals[12].origin == .model(remark: "step size 0.15"))
        let later = course.proposals[12...].compactMap {
            if case .model(nil, let remark) = $0.origin { remark } else { nil }
        }
        #expect(later.count == 400 * 6 - 12)
        #expect(later.contains { $0.hasPrefix("restart 1, step size 0.") })
    }

    @Test("starts with the generations that have nothing to learn from, and with 8 trials at least")
    func starts() throws {
        let space = try SearchSpace(Self.reals)
        for (size, lag, count) in [(1, 0, 8), (1, 3, 8), (8, 1, 16), (5, 0, 10), (32, 0, 32), (32, 1, 64)] {
            let sampler = try CMAESSampler(space, seed: 3, generations: Generations(size: size, lag: lag))
            #expect(sampler.startCount == count)
        }
    }

    @Test("finds the minimum of a smooth function to the precision of its values")
    func precision() throws {
        var course = Course(
            try CMAESSampler(SearchSpace(Self.reals), seed: 3, generations: Generations(size: 1, lag: 0)))
        try course.run(generations: 700) { parameters in
            .complete(value: try Self.bowl(parameters))
        }
        #expect(try #require(course.trials.compactMap(\.value).min()) < 1e-14)
    }

    @Test("given points that equal the first generation count as points", arguments: [1, 4])
    func pointsLikeTheStart(size: Int) throws {
        let space = try SearchSpace(Self.reals)
        let sampler = try CMAESSampler(space, seed: 3, generations: Generations(size: size, lag: 0))
        let start = try sampler.proposals(ofGeneration: 0, knowing: sampler.begin(), pending: []).map(\.parameters)
        var course = Course(PointsFirst(start, then: sampler))
        try course.run(generations: 12 / size) { .complete(value: try Self.bowl($0)) }
        let starts = course.proposals.dropFirst(size).prefix { $0.origin == .start }
        #expect(starts.count == 8 && starts.prefix(size).map(\.parameters) == start)
        // Another order of the same points, which cannot be taken for generation 0, gives the same search.
        guard size > 1 else { return }
        var other = Course(PointsFirst(start.reversed(), then: sampler))
        try other.run(generations: 12 / size) { .complete(value: try Self.bowl($0)) }
        #expect(other.proposals.dropFirst(size) == course.proposals.dropFirst(size))
    }

    @Test("begins at a given point that is better than the start")
    func warmStart() throws {
        let best: TrialParameters = ["x": 1.5, "y": 0.4, "z": 0.02]
        let points: [TrialParameters] = [["x": 0, "y": 1, "z": 0.5], best]
        var course = Course(
            PointsFirst(
                points,
                then: try CMAESSampler(
                    SearchSpace(Self.reals), seed: 3, generations: Generations(size: 2, lag: 0))))
        try course.run(generations: 4 + 40) { .complete(value: $0 == best ? -1 : try Self.bowl($0)) }
        let first = try course.trials[10..<18].map { try Self.bowl($0.parameters ?? [:]) }
        let start = try course.trials[2..<10].map { try Self.bowl($0.parameters ?? [:]) }
        let (near, far) = (first.reduce(0, +) / 8, start.reduce(0, +) / 8)
        #expect(near < far / 2)
    }

    @Test("goes on where all trials failed, where all values are equal, and where trials were pruned")
    func dullOutcomes() throws {
        for outcome in [Outcome.failed(reason: "no"), .complete(value: 2), .pruned(Pruning(lastValue: 3))] {
            var course = Course(
                try CMAESSampler(SearchSpace(Self.reals), seed: 3, generations: Generations(size: 8, lag: 1)))
            try course.run(generations: 60) { _ in outcome }
            // It does not stay where it was.
            let places = try course.trials.suffix(240).map { try $0.parameters?.number("x") ?? 0 }
            let (least, most) = (try #require(places.min()), try #require(places.max()))
            #expect(most - least > 2)
        }
    }

    @Test("a region that fails is left, and the best value outside of it found")
    func failingRegion() throws {
        var course = Course(
            try CMAESSampler(SearchSpace(Self.reals), seed: 3, generations: Generations(size: 8, lag: 0)))
        try course.run(generations: 40) { parameters in
            guard try parameters.number("x") <= 1.4 else { return .failed(reason: "no") }
            return .complete(value: try Self.bowl(parameters))
        }
        let best = try #require(course.trials.compactMap(\.value).min())
        #expect(best < 0.000_625 * 2)
    }

    @Test("proposes each point of a finite space once, then again")
    func finiteSpace() throws {
        let space = try SearchSpace([.integer("a", in: 0...6), .choice("b", [1, 2, 5, 9])])
        let sampler = try CMAESSampler(space, seed: 3)
        #expect(sampler.size == 28)
        #expect(sampler.size(after: [["a": 1, "b": 1], ["a": 99, "b": 1]]) == 29)
        for (size, lag) in [(1, 0), (4, 1), (7, 0)] {
            var course = Course(
                try CMAESSampler(space, seed: 3, generations: Generations(size: size, lag: lag)))
            try course.run(generations: 35 / size) {
                let (a, b) = (try $0.number("a"), try $0.number("b"))
                return .complete(value: abs(a - 2) + abs(b - 5))
            }
            #expect(Set(course.trials.prefix(28).map(\.parameters)).count == 28)
            #expect(course.trials.count == 35 / size * size)
        }
        let points: [TrialParameters] = [["a": 99, "b": 1], ["a": 3, "b": 9]]
        var course = Course(
            PointsFirst(points, then: try CMAESSampler(space, seed: 3, generations: Generations(size: 3, lag: 0))))
        #expect(course.sampler.size == 29)
        try course.run(generations: 9) { .complete(value: try $0.number("a")) }
        #expect(Set(course.trials.map(\.parameters)).count == 29)
    }

    @Test("finds whole numbers beside real ones")
    func mixedSpace() throws {
        let space = try SearchSpace([
            .float("x", in: -1...3), .integer("a", in: 0...40), .integer("b", in: 0...1), .choice("c", [1, 2, 4, 8]),
        ])
        for seed: UInt64 in 1...5 {
            var course = Course(try CMAESSampler(space, seed: seed, generations: Generations(size: 8, lag: 0)))
            try course.run(generations: 50) {
                let x = try $0.number("x") - 1
                let (a, b, c) = (try $0.number("a") - 31, try $0.number("b"), try $0.number("c"))
                let whole: Double = a * a / 400 + b + abs(c - 4) / 4
                return .complete(value: x * x + whole)
            }
            let best = try #require(course.trials.compactMap(\.value).min())
            #expect(best < 1e-3, "seed \(seed): \(best)")
        }
    }

    @Test("rounds numbers before it learns them, and gives no rounded point twice")
    func rounding() throws {
        let space = try SearchSpace(Self.reals)
        var course = Course(
            try CMAESSampler(
                space, seed: 3, generations: Generations(size: 8, lag: 1), significantDigits: 2))
        try course.run(generations: 50) { .complete(value: try Self.bowl($0)) }
        #expect(Set(course.trials.map(\.parameters)).count == 400)
        for trial in course.trials {
            let y = try #require(try trial.parameters?.number("y"))
            #expect(y == Double(String(format: "%.2g", y)))
        }
    }

    @Test("the fingerprint names what decides the trials")
    func fingerprint() throws {
        let space = try SearchSpace(Self.reals)
        let prints = [
            try CMAESSampler(space, seed: 3), try CMAESSampler(space, seed: 4),
            try CMAESSampler(space, seed: 3, direction: .maximize),
            try CMAESSampler(space, seed: 3, significantDigits: 3),
            try CMAESSampler(space, seed: 3, generations: Generations(size: 40)),
        ].map(\.fingerprint)
        #expect(Set(prints).count == prints.count)
    }

    @Test("refuses names, a space of one point, and too many parameters, each with its remedy")
    func refusals() throws {
        let named = try SearchSpace([.float("x", in: 0...1), .categorical("kind", ["a", "b"])])
        #expect(throws: SearchSamplerError.categorical(parameter: "kind", sampler: "cmaes")) {
            try CMAESSampler(named, seed: 1)
        }
        let conditional = try SearchSpace([
            .integer("layers", in: 1...2),
            .integer("width", in: 1...8).when("layers", is: [2]),
        ])
        #expect(throws: SearchSamplerError.conditional(parameter: "width", sampler: "cmaes")) {
            try CMAESSampler(conditional, seed: 1)
        }
        #expect(throws: SearchSamplerError.nothingToSearch) {
            try CMAESSampler(SearchSpace([.fixed("a", 1)]), seed: 1)
        }
        let wide = try SearchSpace((0...100).map { .float("x\($0)", in: 0...1) })
        #expect(throws: SearchSamplerError.tooManyParameters(101, most: 100, sampler: "cmaes")) {
            try CMAESSampler(wide, seed: 1)
        }
    }
}
