/// Computes the proposals of an adaptive sampler again, from the stored trials that it had learned.
///
/// A generation is a pure function of the definition and of these trials, so nothing about it needs to be stored: neither
/// where parameters came from, nor what the model expected.
public struct ProposalReplay {
    private let study: StudyRecord
    private let sampler: any AdaptiveSampler
    private let reader: any StudyReader

    /// - Returns: nil where the sampler is not adaptive.
    public init?(of study: StudyRecord, sampler: any Sampler, in reader: any StudyReader) {
        guard let sampler = sampler as? any AdaptiveSampler else { return nil }
        self.study = study
        self.sampler = sampler
        self.reader = reader
    }

    /// The proposal of a trial; nil for a point, which no sampler proposed.
    ///
    /// - Throws: what the sampler and the reader throw.
    public func proposal(ofTrial number: Int) throws -> Proposal? {
        let points = sampler.givenCount
        let index = sampler.generations.index(of: number, after: points)
        guard index >= 0 else { return nil }
        return try proposals(ofGenerations: [index]).first?[
            number - sampler.generations.numbers(of: index, after: points).lowerBound]
    }

    /// The trials whose stored parameters are not those that the sampler proposes, by number.
    ///
    /// - Parameter mostCompared: how many generations are compared; they are spread evenly over all stored ones.
    public func differences(mostCompared: Int) throws -> [Int] {
        let points = sampler.givenCount
        let end = generationEnd(try reader.firstUnfinished(of: study.id))
        guard end > 0, mostCompared > 0 else { return [] }
        let count = min(end, mostCompared)
        let indices = (0..<count).map { $0 * end / count }
        var differences: [Int] = []
        for (index, proposals) in zip(indices, try proposals(ofGenerations: indices)) {
            let numbers = sampler.generations.numbers(of: index, after: points)
            let stored = try reader.trials(of: study.id, matching: TrialQuery(numbers: numbers))
            for trial in stored where trial.parameters != proposals[trial.number - numbers.lowerBound].parameters {
                differences.append(trial.number)
            }
        }
        return differences
    }

    /// The number of generations that begin below a number.
    private func generationEnd(_ number: Int) -> Int {
        guard number > sampler.givenCount else { return 0 }
        return sampler.generations.index(of: number - 1, after: sampler.givenCount) + 1
    }

    /// - Parameter indices: ascending.
    private func proposals(ofGenerations indices: [Int]) throws -> [[Proposal]] {
        func replay<S: AdaptiveSampler>(_ sampler: S) throws -> [[Proposal]] {
            var proposals = GenerationProposals(sampler, of: study, in: reader)
            return try indices.map { try proposals.proposals(ofGeneration: $0) }
        }
        return try replay(sampler)
    }
}
