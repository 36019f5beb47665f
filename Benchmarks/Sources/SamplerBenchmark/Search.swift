import HyperparameterSearch

/// One sampler's search of one seed, by the protocol of a run, without its store. The owner evaluates.
protocol Search {
    /// The parameters of the next generation.
    mutating func ask() throws -> [TrialParameters]
    /// A generation that was not asked, for a history of other origin.
    mutating func add(_ points: [TrialParameters])
    /// The results of the last generation.
    mutating func tell(_ scores: [Score?])
    /// Learns all generations that have results, whatever the lag.
    mutating func learnAll()
}

/// - Throws: `SamplerError` where the sampler is of no known kind.
func search(with sampler: any Sampler, generations: Generations) throws -> any Search {
    func adaptive(_ sampler: some AdaptiveSampler) -> any Search { AdaptiveSearch(sampler) }
    switch sampler {
    case let sampler as any AdaptiveSampler: return adaptive(sampler)
    case let sampler as any IndependentSampler:
        return IndependentSearch(sampler: sampler, generations: generations)
    default: throw SamplerError.unknownKind("\(sampler)")
    }
}

/// A search with an independent sampler.
struct IndependentSearch: Search {
    private let sampler: any IndependentSampler
    private let generations: Generations
    private var next = 0

    init(sampler: any IndependentSampler, generations: Generations) {
        self.sampler = sampler
        self.generations = generations
    }

    mutating func ask() throws -> [TrialParameters] {
        defer { next += 1 }
        return try generations.numbers(of: next, after: 0).map { try sampler.parameters(ofTrial: $0) }
    }

    mutating func add(_ points: [TrialParameters]) { next += 1 }
    func tell(_ scores: [Score?]) {}
    func learnAll() {}
}
