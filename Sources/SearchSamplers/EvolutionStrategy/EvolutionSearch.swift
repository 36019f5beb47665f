/// A covariance matrix adaptation inside the unit cube that starts again where it has converged.
///
/// It takes points one after another. When it has a whole population, the distribution moves.
struct EvolutionSearch: Sendable {
    /// The settings that all studies share.
    enum Settings {
        static let firstStepSize = 0.15
        static let largestStepSize = 0.5
        /// A search has converged where the largest standard deviation of a real coordinate is below this. Around its
        /// minimum, a smooth function changes by 1e-18 then, which is below the precision of its values.
        static let smallestDeviation = 1e-9
        /// The largest population of a later start, in first populations.
        static let mostDoubled = 64
    }

    private struct Member {
        let point: [Double]
        /// Infinite for a failed trial.
        let value: Double
        /// Whether the point was drawn from the distribution as it is.
        let isCurrent: Bool
    }

    private(set) var distribution: CovarianceMatrixAdaptation
    /// The number of times that the search has started again.
    private(set) var restart = 0
    private let margin: Margin
    private let firstPopulation: Int
    private var members: [Member] = []
    private var best = Double.infinity
    /// Populations since `best` improved.
    private var populationsWithoutGain = 0

    init(at mean: [Double], population: Int, cells: [Int?], logCells: [LogCells?] = []) {
        margin = Margin(cells: cells, logCells: logCells)
        firstPopulation = population
        distribution = Self.distribution(at: mean, population: population)
        margin.keep(in: &distribution)
    }

    private static func distribution(at mean: [Double], population: Int) -> CovarianceMatrixAdaptation {
        CovarianceMatrixAdaptation(
            mean: mean, stepSize: Settings.firstStepSize,
            constants: EvolutionConstants(dimension: mean.count, population: population, recombination: .active))
    }

    /// Whether the search has learned nothing since it started.
    var isFresh: Bool { distribution.updates == 0 && members.isEmpty }

    /// Learns a trial.
    ///
    /// - Parameters:
    ///   - source: the search as it was when it proposed the point.
    ///   - newMean: where the search starts again, should it have to; by the index of the restart.
    mutating func learn(
        _ point: [Double], value: Double?, from source: EvolutionSearch, newMean: (_ restart: Int) -> [Double]
    ) {
        // Points of an earlier start tell nothing about this one's surroundings.
        guard source.restart == restart else { return }
        let isCurrent = source.distribution.updates == distribution.updates
        let known = value.flatMap { $0.isNaN ? nil : $0 } ?? .infinity
        members.append(Member(point: point, value: known, isCurrent: isCurrent))
        guard members.count == distribution.constants.population else { return }
        update()
        if hasConverged { startAgain(newMean(restart + 1)) }
    }

    private mutating func update() {
        defer { members = [] }
        // Equal values have the order of the trials.
        let ranked = members.enumerated().sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }
        populationsWithoutGain += 1
        guard let first = ranked.first?.element.value, let last = ranked.last?.element.value else { return }
        if first < best { (best, populationsWithoutGain) = (first, 0) }
        if first == last {
            // Nothing tells the points apart: the search looks farther away.
            distribution.stepSize = min(2 * distribution.stepSize, Settings.largestStepSize)
            return
        }
        distribution.update(ranked.map { step(to: $0.element) })
        distribution.stepSize = min(distribution.stepSize, Settings.largestStepSize)
        margin.keep(in: &distribution)
    }

    /// The step to a point in units of the step size. Points of earlier distributions, which may be far away, count with
    /// at most the length that points of this distribution rarely exceed.
    ///
    /// Source: N. Hansen, "Injecting external solutions into CMA-ES", arXiv:1110.4181, equation 4.
    private func step(to member: Member) -> [Double] {
        let step = zip(member.point, distribution.mean).map { ($0 - $1) / distribution.stepSize }
        guard !member.isCurrent else { return step }
        let d = Double(step.count)
        let factor = min(1, (d.squareRoot() + 2 * d / (d + 2)) / distribution.length(of: step))
        return step.map { factor * $0 }
    }

    /// Every point failed, or the distribution has become small, or nothing has been gained for many populations.
    private var hasConverged: Bool {
        let constants = distribution.constants
        if best == .infinity { return true }
        if populationsWithoutGain > 120 + 30 * constants.dimension / constants.population { return true }
        let real = margin.cells.indices.filter { margin.cells[$0] == nil }
        return !real.isEmpty && real.allSatisfy { distribution.deviation($0) < Settings.smallestDeviation }
    }

    /// With twice the population, unless all points of the last one failed.
    private mutating func startAgain(_ mean: [Double]) {
        let population = distribution.constants.population
        let next = min(2 * population, Settings.mostDoubled * firstPopulation)
        distribution = Self.distribution(at: mean, population: best == .infinity ? population : next)
        margin.keep(in: &distribution)
        restart += 1
        (best, populationsWithoutGain) = (.infinity, 0)
    }

    /// Moves a fresh search.
    mutating func begin(at mean: [Double]) {
        distribution.mean = mean
        margin.keep(in: &distribution)
    }
}
