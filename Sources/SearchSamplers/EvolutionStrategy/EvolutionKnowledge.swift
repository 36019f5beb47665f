import HyperparameterSearch

/// What a ``CMAESSampler`` has gathered from finished trials. Copies share their storage.
public struct EvolutionKnowledge: Sendable {
    /// The number of generations learned, after the points.
    var generations = 0
    /// Whether the first trials learned were points, or generation 0; until then, neither.
    var hasBegun = false
    /// Where the first trials have the parameters of generation 0, they may yet be points: the knowledge if they are.
    /// One element at most.
    var ifPoints: [EvolutionKnowledge] = []
    var search: EvolutionSearch
    /// The search as it was before each of the last `lag` generations: the next generation to learn was proposed by the
    /// first of them, or by `search` where there are none.
    var earlier: [EvolutionSearch] = []
    /// The best trials of the points and the start so far, the best first; equal ones in order of number.
    private var bestOfStart: [(value: Double, point: [Double], isGiven: Bool)] = []
    /// The points of all trials, where points could repeat.
    var taken: Set<[Double?]> = []

    init(search: EvolutionSearch) {
        self.search = search
    }

    /// The search that the next generation to learn was proposed by.
    var source: EvolutionSearch { earlier.first ?? search }

    /// Counts a generation as learned, where the search before it is `previous`.
    mutating func advance(from previous: EvolutionSearch, lag: Int) {
        generations += 1
        earlier.append(previous)
        if earlier.count > lag { earlier.removeFirst() }
    }

    /// Learns a trial that no search proposed. A fresh search begins at the weighted mean of the best ones, whose weights
    /// are those of a population's parents; or at the best alone, where that is a given point.
    mutating func learnStart(_ observation: Observation, isGiven: Bool) {
        guard let value = observation.value else { return }
        let place = bestOfStart.firstIndex { value < $0.value } ?? bestOfStart.count
        bestOfStart.insert((value, observation.point.map { $0 ?? 0.5 }, isGiven), at: place)
        if bestOfStart.count > Self.parents { bestOfStart.removeLast() }
        guard let best = bestOfStart.first, search.isFresh, search.restart == 0 else { return }
        guard !best.isGiven else { return search.begin(at: best.point) }
        let middle = PortableMath.log(Double(bestOfStart.count) + 0.5)
        let weights = bestOfStart.indices.map { middle - PortableMath.log(Double($0 + 1)) }
        let total = weights.reduce(0, +)
        search.begin(
            at: best.point.indices.map { axis in
                zip(weights, bestOfStart).reduce(0) { $0 + $1.0 / total * $1.1.point[axis] }
            })
    }

    private static let parents = 4
}
