import HyperparameterSearch
import SearchContracts

/// A search without a store: a sampler's generations one after another, with the lag of the sampler.
struct SampleCourse<S: AdaptiveSampler> {
    let sampler: S
    private(set) var knowledge: S.Knowledge
    private(set) var trials: [Trial] = []

    init(_ sampler: S) {
        self.sampler = sampler
        knowledge = sampler.begin()
    }

    /// The parameters of the first `count` trials.
    func run(_ count: Int, outcome: (TrialParameters) throws -> Outcome) throws -> [TrialParameters] {
        var course = self
        while course.trials.count < count { try course.advance(outcome) }
        return course.trials.prefix(count).compactMap(\.parameters)
    }

    /// Evaluates the next generation.
    mutating func advance(_ outcome: (TrialParameters) throws -> Outcome) throws {
        let size = sampler.generations.size
        let index = trials.count / size
        let learned = index - sampler.generations.lag
        if learned > 0 { sampler.learn(Array(trials[(learned - 1) * size..<learned * size]), into: &knowledge) }
        let pending = trials[max(0, learned) * size..<trials.count].compactMap(\.parameters)
        let proposals = try sampler.proposals(ofGeneration: index, knowing: knowledge, pending: pending)
        for (number, proposal) in zip(trials.count..., proposals) {
            trials.append(
                Trial(
                    Sample.trial(number, try outcome(proposal.parameters), parameters: proposal.parameters),
                    run: RunID(1)))
        }
    }
}
