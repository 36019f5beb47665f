import HyperparameterSearch

/// Proposes the trials of one generation of a ``TPESampler``, one after another.
struct ParzenProposer {
    private let cube: UnitCube
    private let settings: ParzenSettings
    private let good: ParzenMixture
    private var others: ParzenMixture
    private var evaluated: EvaluatedPoints

    init(_ sampler: TPESampler, _ knowledge: ParzenKnowledge, pending: [[Double?]]) {
        (cube, settings) = (sampler.cube, sampler.settings)
        let settings = sampler.settings
        let wanted = Int((settings.goodFraction * Double(knowledge.count)).rounded(.up))
        let split = knowledge.split(good: min(wanted, settings.mostGood))
        let power = -1 / Double(cube.dimension + 4)
        func shrunk(_ bandwidth: Double, by count: Int) -> Double {
            bandwidth * PortableMath.exp(power * PortableMath.log(Double(max(count, 1))))
        }
        let goodBandwidth = shrunk(settings.goodBandwidth, by: knowledge.count)
        let weights = split.good.indices.map { rank in
            1 + (settings.bestWeight - 1) * Double(split.good.count - rank) / Double(split.good.count)
        }
        good = ParzenMixture(
            split.good.map(\.point), in: cube, prior: settings.goodPrior, weights: weights
        ) { _, _ in goodBandwidth }
        others = ParzenMixture(
            split.others.map(\.point) + pending, in: cube, prior: settings.otherPrior
        ) { _, count in shrunk(settings.otherBandwidth, by: count) }
        evaluated = EvaluatedPoints(sampler, knowledge, pending: pending)
    }

    /// The candidate with the largest ratio of the densities, of those that were not evaluated.
    mutating func propose(_ draws: KeyedDraws) -> Proposal {
        var draws = draws
        let candidates = (0..<settings.candidates).map { _ in
            let point = good.draw(&draws)
            return (point: point, ratio: good.logDensity(at: point) - others.logDensity(at: point))
        }
        let ranked = candidates.indices.sorted { one, other in
            candidates[one].ratio == candidates[other].ratio
                ? one < other : candidates[one].ratio > candidates[other].ratio
        }
        for index in ranked {
            let parameters = cube.parameters(at: candidates[index].point)
            if !evaluated.contains(cube.point(of: parameters)) { return accept(parameters, origin: .model()) }
        }
        return accept(evaluated.next(after: candidates[ranked[0]].point, &draws), origin: .model())
    }

    /// A point of the start, or another one where it was evaluated.
    mutating func propose(start point: [Double], _ draws: KeyedDraws) -> Proposal {
        var draws = draws
        let parameters = cube.parameters(at: point)
        let isTaken = evaluated.contains(cube.point(of: parameters))
        return accept(isTaken ? evaluated.next(after: cube.active(point), &draws) : parameters, origin: .start)
    }

    private mutating func accept(_ parameters: TrialParameters, origin: Origin) -> Proposal {
        let point = cube.point(of: parameters)
        others.append(point)
        evaluated.insert(point)
        return Proposal(parameters, origin: origin)
    }
}
