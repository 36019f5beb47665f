import Foundation
import HyperparameterSearch
import Randomness

/// An evolution strategy with covariance matrix adaptation: each population moves and deforms the normal distribution
/// that the next one is drawn from. It takes next to no time to ask, however long the study is.
///
/// The first trials are Sobol points. The distribution begins at the weighted mean of the best four of them, or at a
/// given point that is better than all of them. Points outside the cube are drawn again, and at last clipped. A search
/// that has converged starts again at a random place with twice the population. A failed trial counts as the worst.
/// Whole numbers and lists of numbers are cells of equal width, with a margin that keeps them from getting stuck.
///
/// Sources: N. Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772; A. Auger and N. Hansen, "A restart
/// CMA evolution strategy with increasing population size", CEC 2005; R. Hamano et al., "CMA-ES with margin", GECCO
/// 2022.
public struct CMAESSampler: AdaptiveSampler {
    static let mostParameters = 100
    private static let leastStart = 8
    private static let boxTries = 20
    private static let repeatTries = 100
    private static let mostCellsAway = 1 << 16

    /// The coordinates that are searched.
    public let cube: UnitCube
    /// The seed of all draws.
    public let seed: UInt64
    /// The grouping of trials.
    public let generations: Generations
    public let startCount: Int
    private let objectiveDirection: Direction
    private let population: Int
    private let sequence: SobolSequence
    /// Whether two draws can have the same parameters.
    private let canRepeat: Bool

    /// - Parameters:
    ///   - space: whose parameters are numbers without conditions.
    ///   - seed: of all draws.
    ///   - generations: the grouping of trials.
    ///   - direction: of the study.
    ///   - significantDigits: real numbers are rounded to this many digits, but never out of their range.
    /// - Throws: ``SearchSamplerError``.
    public init(
        _ space: SearchSpace, seed: UInt64, generations: Generations = .standard,
        direction: Direction = .minimize, significantDigits: Int? = nil
    ) throws(SearchSamplerError) {
        let cube = UnitCube(space, significantDigits: significantDigits)
        guard cube.dimension > 0 else { throw .nothingToSearch }
        if let parameter = space.parameters.first(where: { $0.condition != nil }) {
            throw .conditional(parameter: parameter.name, sampler: "cmaes")
        }
        for axis in cube.axes {
            if case .categorical = axis.kind {
                throw .categorical(parameter: axis.parameter.name, sampler: "cmaes")
            }
        }
        guard cube.dimension <= Self.mostParameters else {
            throw .tooManyParameters(cube.dimension, most: Self.mostParameters, sampler: "cmaes")
        }
        (self.cube, self.seed, self.generations, objectiveDirection) = (cube, seed, generations, direction)
        let size = generations.size
        // Whole generations: the first ones have no earlier trial to learn from.
        startCount = max((Self.leastStart + size - 1) / size, 1 + generations.lag) * size
        let usual = EvolutionConstants.defaultPopulation(dimension: cube.dimension)
        population = max(usual, size)
        canRepeat = cube.size != nil || significantDigits != nil
        sequence = SobolSequence(dimension: cube.dimension, seed: seed)
    }

    public var direction: Direction? { objectiveDirection }
    public var size: Int? { cube.size }
    public func size(after points: [TrialParameters]) -> Int? { cube.size(after: points) }

    public var fingerprint: String {
        let rounding = cube.significantDigits.map { ", \($0) significant digits" } ?? ""
        return
            "cmaes, version 2: \(objectiveDirection.rawValue), populations from \(population), seed \(seed)\(rounding)\n"
            + cube.space.fingerprint
    }

    public func begin() -> EvolutionKnowledge {
        EvolutionKnowledge(
            search: EvolutionSearch(
                at: [Double](repeating: 0.5, count: cube.dimension), population: population,
                cells: cube.axes.map(\.cells), logCells: cube.axes.map(\.logCells)))
    }

    public func learn(_ trials: [Trial], into knowledge: inout EvolutionKnowledge) {
        if !knowledge.hasBegun {
            var known = knowledge
            known.hasBegun = true
            learn(trials, isPoints: true, into: &known)
            guard isFirstGeneration(trials, after: knowledge) else {
                knowledge = known
                return
            }
            knowledge.hasBegun = true
            learn(trials, isPoints: false, into: &knowledge)
            knowledge.ifPoints = [known]
            return
        }
        // After points, generation 0 was proposed with the present knowledge.
        if let known = knowledge.ifPoints.popLast(), isFirstGeneration(trials, after: knowledge) { knowledge = known }
        learn(trials, isPoints: false, into: &knowledge)
    }

    private func learn(_ trials: [Trial], isPoints: Bool, into knowledge: inout EvolutionKnowledge) {
        let previous = knowledge.search
        let source = knowledge.source
        for (place, trial) in trials.enumerated() {
            let point = trial.parameters.map { cube.point(of: $0) } ?? []
            if let parameters = trial.parameters, let cell = cell(of: parameters) { knowledge.taken.insert(cell) }
            let observation = Observation(trial, in: cube, direction: objectiveDirection)
            let number = knowledge.generations * generations.size + place
            if isPoints || number < startCount {
                if let observation { knowledge.learnStart(observation, isGiven: isPoints) }
                continue
            }
            let drawn = draw(number, from: source) { _ in false }
            // The place in the cell counts, where the trial was not moved to another cell.
            let isAsDrawn = cube.parameters(at: drawn) == trial.parameters
            knowledge.search.learn(
                isAsDrawn ? drawn : zip(point, drawn).map { $0 ?? $1 }, value: observation?.value, from: source,
                newMean: randomPoint)
        }
        if !isPoints { knowledge.advance(from: previous, lag: generations.lag) }
    }

    /// Whether these trials have the parameters of generation 0.
    private func isFirstGeneration(_ trials: [Trial], after knowledge: EvolutionKnowledge) -> Bool {
        let first = try? proposals(ofGeneration: 0, knowing: knowledge, pending: [])
        return trials.map(\.parameters) == first?.map(\.parameters)
    }

    public func proposals(
        ofGeneration index: Int, knowing knowledge: EvolutionKnowledge, pending: [TrialParameters]
    ) throws -> [Proposal] {
        var unlearned = Set(pending.compactMap(cell))
        return (0..<generations.size).map { place in
            let number = index * generations.size + place
            let proposal = proposal(number, knowledge.search) { parameters in
                guard let cell = cell(of: parameters) else { return false }
                return knowledge.taken.contains(cell) || unlearned.contains(cell)
            }
            if let cell = cell(of: proposal.parameters) { unlearned.insert(cell) }
            return proposal
        }
    }

    /// The point of parameters that could be proposed again; nil where they could not.
    private func cell(of parameters: TrialParameters) -> [Double?]? {
        guard canRepeat else { return nil }
        let point = cube.point(of: parameters)
        return cube.parameters(at: point) == parameters ? point : nil
    }

    private func proposal(
        _ number: Int, _ search: EvolutionSearch, isTaken: (TrialParameters) -> Bool
    ) -> Proposal {
        if number < startCount {
            let start = cube.parameters(at: sequence.point(number))
            if !isTaken(start) { return Proposal(start, origin: .start) }
        }
        let point = draw(number, from: search, isTaken: isTaken)
        let step = "step size " + String(format: "%.2g", search.distribution.stepSize)
        return Proposal(
            cube.parameters(at: point),
            origin: number < startCount
                ? .start : .model(remark: search.restart == 0 ? step : "restart \(search.restart), " + step))
    }

    /// A point of the search's distribution whose real coordinates lie in the cube. Each draw of taken parameters widens
    /// the steps of the next one.
    private func draw(
        _ number: Int, from search: EvolutionSearch, isTaken: (TrialParameters) -> Bool
    ) -> [Double] {
        var draws = KeyedDraws(seed: seed, number: number)
        var (scale, tries) = (1.0, 0)
        while true {
            var point = search.distribution.point(cube.axes.map { _ in draws.normal() }, scale: scale)
            let outside = cube.axes.indices.filter { cube.axes[$0].cells == nil && !(0...1).contains(point[$0]) }
            tries += 1
            if !outside.isEmpty, tries % Self.boxTries != 0 { continue }
            for axis in outside { point[axis] = min(max(point[axis], 0), 1) }
            guard isTaken(cube.parameters(at: point)) else { return point }
            guard tries < Self.repeatTries else { return freeCell(near: point, isTaken) ?? point }
            scale *= 1.1
        }
    }

    /// The middle of the nearest cell that is not taken, in the order of nested loops over the axes; nil where there is
    /// none, or where it is far, or where the cube is not finite.
    private func freeCell(near point: [Double], _ isTaken: (TrialParameters) -> Bool) -> [Double]? {
        guard let size = cube.size, size < .max else { return nil }
        var index = 0
        for (coordinate, axis) in zip(point, cube.axes) {
            index = index * (axis.cells ?? 1) + axis.cell(at: coordinate)
        }
        for distance in 0...min(size, Self.mostCellsAway) {
            for place in [index - distance, index + distance] where (0..<size).contains(place) {
                var rest = place
                var middle: [Double] = []
                for axis in cube.axes.reversed() {
                    let (quotient, cell) = rest.quotientAndRemainder(dividingBy: axis.cells ?? 1)
                    middle.append(axis.coordinate(ofCell: cell))
                    rest = quotient
                }
                middle.reverse()
                if !isTaken(cube.parameters(at: middle)) { return middle }
            }
        }
        return nil
    }

    /// Where a search starts again.
    private func randomPoint(restart: Int) -> [Double] {
        var draws = KeyedDraws(seed: seed, number: -restart)
        return cube.axes.map { _ in draws.uniform() }
    }
}
