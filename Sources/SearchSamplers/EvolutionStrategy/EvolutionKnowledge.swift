import HyperparameterSearch

/// What a ``CMAESSampler`` has gathered from finished trials. Copies share their storage.
public struct EvolutionKnowledge: Sendable {
    /// The number of generations learned, after the points.
    var generations = 0
    /// Whether the first trials learned were points, or generation 0; until then, neither.
    var hasBegun = false
    var search: EvolutionSearch
    /// The search as it was before each of the last `lag` generations: the next generation to learn was proposed by the
    /// first of them, or by `search` where there are none.
    var earlier: [EvolutionSearch] = []
    /// The best value of the points and the start so far.
    var bestOfStart = Double.infinity
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

    /// Learns a trial that no search proposed: a fresh search starts at the best of them.
    mutating func learnStart(_ observation: Observation) {
        guard let value = observation.value, value < bestOfStart else { return }
        bestOfStart = value
        guard search.isFresh, search.restart == 0 else { return }
        search.begin(at: observation.point.map { $0 ?? 0.5 })
    }
}
