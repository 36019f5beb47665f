import HyperparameterSearch
import Randomness

/// Models the finished trials by a Gaussian process and proposes where it expects the most improvement.
///
/// The first trials are a Sobol sequence. From them on, each trial is at the maximum of the expected improvement under
/// the process. A trial that is not learned yet counts as if it had the value that the process expects (small
/// generations), or each trial is the minimum of another draw of the process (large generations).
///
/// A failed trial is modelled with the worst value, and a pruned one with the last value it had. Where all values are
/// positive and minimized, the values or their logarithms are modelled, whichever are more probable under the process.
/// A history of more than 300 trials is modelled by its best 150 and its newest 150.
public struct GaussianProcessSampler: AdaptiveSampler {
    /// The largest generation whose trials are proposed one after another.
    static let largestBelieverGeneration = 4
    /// In larger generations, this many draws of the process are at the same points.
    static let drawsOfSet = 4

    private static let largestKnownSpace = 1 << 16

    /// The grouping of trials.
    public let generations: Generations
    /// The seed of all draws.
    public let seed: UInt64
    let cube: UnitCube
    let axes: ModelledAxes
    private let objective: Direction
    /// Every trial at work is a point of the model, and its cost grows with their square.
    private static let mostPending = 1_000
    private let fits = HyperparameterFits()
    private let sequence: SobolSequence

    /// - Parameters:
    ///   - space: whose parameters have no conditions.
    ///   - seed: of all draws.
    ///   - generations: the grouping of trials.
    ///   - direction: whether small or large values are better.
    ///   - significantDigits: to which real numbers are rounded; nil for no rounding.
    /// - Throws: ``SearchSamplerError`` where no parameter varies, there are too many, or one has a condition.
    public init(
        _ space: SearchSpace, seed: UInt64, generations: Generations = .standard,
        direction: Direction = .minimize, significantDigits: Int? = nil
    ) throws(SearchSamplerError) {
        if let conditional = space.parameters.first(where: { $0.condition != nil }) {
            throw .conditional(parameter: conditional.name, sampler: "gp")
        }
        let cube = UnitCube(space, significantDigits: significantDigits)
        guard cube.dimension > 0 else { throw .nothingToSearch }
        guard cube.dimension <= SobolSequence.mostDimensions else {
            throw .tooManyParameters(cube.dimension, most: SobolSequence.mostDimensions, sampler: "gp")
        }
        let pending = (generations.lag + 1) * generations.size
        guard pending <= Self.mostPending else {
            throw .tooManyPending(pending, most: Self.mostPending, sampler: "gp")
        }
        self.cube = cube
        self.generations = generations
        self.seed = seed
        objective = direction
        axes = ModelledAxes(cube)
        sequence = SobolSequence(dimension: cube.dimension, seed: seed)
    }

    public var size: Int? { cube.size }
    public func size(after points: [TrialParameters]) -> Int? { cube.size(after: points) }

    public var direction: Direction? { objective }
    /// The length of the Sobol sequence. No trial is known to the first generations, so they belong to the start.
    public var startCount: Int { max(8, (generations.lag + 1) * generations.size) }

    public var horizon: Horizon? {
        // In a finite space all trials are known, so that none is proposed twice.
        if let size = cube.size, size <= Self.largestKnownSpace { return nil }
        // Between two fits, the history grows by at most an interval and a generation.
        let slack = HyperparameterFits.longestInterval + generations.size
        return Horizon(best: TrainingData.most / 2 + slack, newest: TrainingData.most + slack)
    }

    public var fingerprint: String {
        "gp, revision 2: seed \(seed), \(objective.rawValue)"
            + (cube.significantDigits.map { ", \($0) significant digits" } ?? "") + "\n" + cube.space.fingerprint
    }

    public func begin() -> GaussianProcessKnowledge { GaussianProcessKnowledge(horizon: horizon) }

    public func learn(_ trials: [Trial], into knowledge: inout GaussianProcessKnowledge) {
        knowledge.learn(trials, count: trials.count, in: cube, direction: objective)
    }

    public func knowledge(of excerpt: HistoryExcerpt) -> GaussianProcessKnowledge {
        var knowledge = begin()
        knowledge.learn(excerpt.trials, count: excerpt.count, in: cube, direction: objective)
        return knowledge
    }

    public func proposals(
        ofGeneration index: Int, knowing knowledge: GaussianProcessKnowledge, pending: [TrialParameters]
    ) throws -> [Proposal] {
        let numbers = index * generations.size..<(index + 1) * generations.size
        var believed = pending.compactMap { cube.point(of: $0).whole }
        var taken = TakenPoints(cube, knowledge.points + believed)
        var proposals: [Proposal] = []
        func start(_ number: Int) {
            var candidates = CandidatePoints(axes, seed: seed, number: number)
            let point = taken.free(near: sequence.point(number), &candidates)
            proposals.append(Proposal(cube.parameters(at: point), origin: .start))
            believed.append(point)
        }
        for number in numbers where number < startCount { start(number) }
        let modelled = numbers.dropFirst(proposals.count)
        guard !modelled.isEmpty, var model = model(of: knowledge) else {
            modelled.forEach(start)
            return proposals
        }
        for point in believed { model.believe(point) }
        guard generations.size > Self.largestBelieverGeneration else {
            for number in modelled {
                var candidates = CandidatePoints(axes, seed: seed, number: number)
                proposals.append(model.next(&candidates, &taken))
            }
            return proposals
        }
        for first in stride(from: modelled.startIndex, to: modelled.endIndex, by: Self.drawsOfSet) {
            let group = first..<min(first + Self.drawsOfSet, modelled.endIndex)
            var candidates = CandidatePoints(axes, seed: seed, number: first)
            proposals += model.draws(group.count, &candidates, &taken)
        }
        return proposals
    }

    /// The model of the learned trials; nil where there are too few, or their values are all equal.
    ///
    /// It models the values or their logarithms: what explains the trials of the last fit better.
    func model(of knowledge: GaussianProcessKnowledge) -> SearchModel? {
        func data(_ end: Int, _ scale: ValueScale) -> TrainingData? {
            TrainingData(
                knowledge.observations, below: end, dimension: cube.dimension, direction: objective, scale: scale)
        }
        var fitSize = HyperparameterFits.size(for: knowledge.count)
        // The first trials may all be equal where the whole history is not.
        if data(fitSize, .value) == nil { fitSize = knowledge.count }
        var chosen: (data: TrainingData, fit: HyperparameterFits.Fit)?
        for scale in ValueScale.allCases {
            guard let fitted = data(fitSize, scale), let data = data(knowledge.count, scale) else { continue }
            let fit = fits.fit(of: fitted, axes)
            if chosen.map({ fit.logDensity > $0.fit.logDensity }) ?? true { chosen = (data, fit) }
        }
        return chosen.flatMap { SearchModel($0.data, $0.fit.hyperparameters, axes, cube) }
    }
}
