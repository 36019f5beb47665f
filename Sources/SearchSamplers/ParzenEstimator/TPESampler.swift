import HyperparameterSearch
import Randomness

/// The tree-structured Parzen estimator: proposes what is likely among the best trials and unlikely among the others.
///
/// The start is a Sobol sequence. Then a trial's candidates are drawn from the density of the good trials, l, and the one
/// with the largest ratio l / g is proposed, where g is the density of the others . Trials that are
/// not finished count among the others, so that the trials of a generation keep apart. Parameters may have names as
/// values and may be conditional. A trial costs the same after a thousand trials and after a million: the others are
/// represented by the newest ones.
///
/// Source: J. Bergstra, R. Bardenet, Y. Bengio and B. Kegl, "Algorithms for hyper-parameter optimization", 2011; joint
/// kernels over all axes: S. Falkner, A. Klein and F. Hutter, "BOHB", 2018.
public struct TPESampler: AdaptiveSampler {
    /// The coordinates that are searched.
    public let cube: UnitCube
    /// The seed of all draws.
    public let seed: UInt64
    /// The grouping of trials.
    public let generations: Generations
    private let objectiveDirection: Direction
    let settings: ParzenSettings
    private let start: SobolSequence
    /// Of a small finite space.
    let codes: PointCodes?

    /// - Parameters:
    ///   - space: any space with a parameter that varies.
    ///   - seed: of all draws.
    ///   - generations: the grouping of trials.
    ///   - direction: of the study.
    ///   - significantDigits: real numbers are rounded to this many digits, but never out of their range.
    /// - Throws: ``SearchSamplerError/nothingToSearch``,
    ///   ``SearchSamplerError/tooManyParameters(_:most:sampler:)``.
    public init(
        _ space: SearchSpace, seed: UInt64, generations: Generations = .standard,
        direction: Direction = .minimize, significantDigits: Int? = nil
    ) throws(SearchSamplerError) {
        try self.init(
            space, seed: seed, generations: generations, direction: direction, significantDigits: significantDigits,
            settings: ParzenSettings())
    }

    init(
        _ space: SearchSpace, seed: UInt64, generations: Generations, direction: Direction, significantDigits: Int?,
        settings: ParzenSettings
    ) throws(SearchSamplerError) {
        cube = UnitCube(space, significantDigits: significantDigits)
        guard cube.dimension > 0 else { throw .nothingToSearch }
        guard cube.dimension <= SobolSequence.mostDimensions else {
            throw .tooManyParameters(cube.dimension, most: SobolSequence.mostDimensions, sampler: "tpe")
        }
        self.seed = seed
        self.generations = generations
        objectiveDirection = direction
        self.settings = settings
        start = SobolSequence(dimension: cube.dimension, seed: seed)
        codes = PointCodes(cube, most: settings.mostCodes)
    }

    public var size: Int? { cube.size }

    public func size(after points: [TrialParameters]) -> Int? { cube.size(after: points) }

    public var direction: Direction? { objectiveDirection }
    /// No trial is known to the first generations, so they belong to the start.
    public var startCount: Int { max(settings.startCount, (generations.lag + 1) * generations.size) }
    /// In a small finite space, the sampler remembers every point.
    public var horizon: Horizon? {
        codes == nil ? Horizon(best: settings.mostGood, newest: settings.mostOthers) : nil
    }

    public var fingerprint: String {
        "tree-structured Parzen estimator, version 1, seed \(seed)"
            + (cube.significantDigits.map { ", \($0) significant digits" } ?? "")
            + ", \(objectiveDirection.rawValue)\n" + cube.space.fingerprint
    }

    public func begin() -> ParzenKnowledge { ParzenKnowledge() }

    public func learn(_ trials: [Trial], into knowledge: inout ParzenKnowledge) {
        learn(trials, into: &knowledge, count: knowledge.count + trials.count)
    }

    public func knowledge(of excerpt: HistoryExcerpt) -> ParzenKnowledge {
        var knowledge = begin()
        learn(excerpt.trials, into: &knowledge, count: excerpt.count)
        return knowledge
    }

    private func learn(_ trials: [Trial], into knowledge: inout ParzenKnowledge, count: Int) {
        let observations = trials.compactMap { Observation($0, in: cube, direction: objectiveDirection) }
        let taken = codes.map { codes in observations.map { codes.code(of: $0.point, in: cube) } } ?? []
        knowledge.learn(observations, codes: taken, count: count, settings: settings)
    }

    public func proposals(
        ofGeneration index: Int, knowing knowledge: ParzenKnowledge, pending: [TrialParameters]
    ) throws -> [Proposal] {
        let numbers = index * generations.size..<(index + 1) * generations.size
        var proposer = ParzenProposer(self, knowledge, pending: pending.map(cube.point))
        return numbers.map { number in
            let draws = KeyedDraws(seed: seed, number: number)
            return number < startCount
                ? proposer.propose(start: start.point(number), draws) : proposer.propose(draws)
        }
    }
}
