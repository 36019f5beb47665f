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
        let n = Double(knowledge.count)
        let wanted =
            settings.root > 0 ? (settings.root * n.squareRoot()).rounded(.up) : (settings.goodFraction * n).rounded(.up)
        let split = knowledge.split(good: min(Int(wanted), settings.mostGood))
        let power = settings.power / Double(cube.dimension + 4)
        func width(_ count: Int) -> Double { PortableMath.exp(-PortableMath.log(Double(max(count, 1))) * power) }
        let goodPoints = split.good.map(\.point)
        let weights = goodPoints.indices.map {
            1 + settings.rankWeight * Double(goodPoints.count - $0) / Double(goodPoints.count)
        }
        good = ParzenMixture(goodPoints, in: sampler.cube, prior: settings.goodPrior, weights: weights) { axis, count in
            var b = settings.goodBandwidth * width(count)
            if settings.spread > 0, count > 1 {
                let p = goodPoints.compactMap { $0[axis] }
                let m = p.reduce(0, +) / Double(count)
                let v = p.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(count - 1)
                b = min(b, settings.spread * v.squareRoot() * width(count))
            }
            return max(settings.leastBandwidth, b)
        }
        others = ParzenMixture(
            split.others.map(\.point) + pending, in: sampler.cube, prior: settings.otherPrior
        ) { _, count in max(settings.leastBandwidth, settings.otherBandwidth * width(count)) }
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
