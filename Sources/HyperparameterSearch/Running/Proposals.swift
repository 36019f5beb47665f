/// Proposes the candidates that a run may claim, from its sampler and the finished trials in its store.
///
/// The recorder calls this on one thread, between transactions of the store. It keeps the knowledge of an adaptive
/// sampler, so that a run reads each finished trial once.
protocol Proposals {
    /// Prepares a claim.
    ///
    /// - Returns: the trial number below which trials may be claimed; nil for no limit.
    mutating func prepare() throws -> Int?

    /// The parameters of these trials, whose numbers are below the limit that ``prepare()`` returned. The result may
    /// have further candidates, to be stored with them.
    func candidates(_ numbers: [Int]) throws -> [Candidate]

    /// The candidates with these numbers, and keeps them for later claims; nil where they depend on other trials.
    mutating func known(_ numbers: [Int]) throws -> [Candidate]?
}

/// Proposals of an independent sampler: the parameters of every trial are known at any time.
///
/// Where many trials are claimed at a time, those of the next claim are made ahead.
struct IndependentProposals<S: IndependentSampler>: Proposals {
    /// The smallest claim after which candidates are made ahead.
    private static var manyTrials: Int { 1024 }

    private let sampler: S
    private let budget: Int
    private let ahead = CandidatesAhead()
    /// The candidates of the last window, by number.
    private var window: [Int: Candidate] = [:]

    init(_ sampler: S, budget: Int) {
        (self.sampler, self.budget) = (sampler, budget)
    }

    mutating func prepare() -> Int? { nil }

    mutating func known(_ numbers: [Int]) throws -> [Candidate]? {
        let candidates = try numbers.map { try Self.candidate($0, of: sampler) }
        window = Dictionary(uniqueKeysWithValues: zip(numbers, candidates))
        return candidates
    }

    func candidates(_ numbers: [Int]) throws -> [Candidate] {
        let inWindow = window.isEmpty ? [] : numbers.compactMap { window[$0] }
        if inWindow.count == numbers.count { return inWindow }
        let known = ahead.take()
        let first = known.first?.number ?? 0
        let candidates = try numbers.map { number in
            known.indices.contains(number - first) ? known[number - first] : try Self.candidate(number, of: sampler)
        }
        // Beside other runs the next trials may be theirs.
        let areUseful = known.isEmpty || numbers.contains { known.indices.contains($0 - first) }
        // Where numbers are missing between these, others are claimed next: those of a shard, for example.
        if areUseful, numbers.count >= Self.manyTrials, let first = numbers.min(), let last = numbers.max(),
            last - first + 1 == numbers.count, last + 1 < budget
        {
            ahead.begin(last + 1..<min(last + 1 + numbers.count, budget)) { [sampler] in
                try Self.candidate($0, of: sampler)
            }
        }
        return candidates
    }

    private static func candidate(_ number: Int, of sampler: S) throws -> Candidate {
        Candidate(
            number: number, parameters: try sampler.parameters(ofTrial: number),
            parent: sampler.parent(ofTrial: number))
    }
}

/// Proposals of an adaptive sampler: whole generations. A generation is proposed when all generations that it learns
/// from have finished.
struct GenerationProposals<S: AdaptiveSampler>: Proposals {
    private let sampler: S
    private let reader: any StudyReader
    private let study: StudyRecord
    private var knowledge: S.Knowledge
    /// The index of the next generation to learn; -1 for the points.
    private var nextToLearn: Int
    /// The candidates of the prepared generations that may still be claimed, by index of the generation.
    private var prepared: [Int: [Candidate]] = [:]
    /// The number below which all trials had ended at the last claim.
    private var lastFinished = 0
    /// The number of trials that are read at once.
    private static var mostRead: Int { 4096 }

    init(_ sampler: S, of study: StudyRecord, in reader: any StudyReader) {
        self.sampler = sampler
        self.study = study
        self.reader = reader
        knowledge = sampler.begin()
        nextToLearn = sampler.givenCount == 0 ? 0 : -1
    }

    private var pointCount: Int { sampler.givenCount }
    private var firstToLearn: Int { pointCount == 0 ? 0 : -1 }
    private var generations: Generations { sampler.generations }

    mutating func prepare() throws -> Int? {
        let finished = try reader.firstUnfinished(of: study.id)
        // Trials that had ended wait again: a retry or a repair took their results away.
        if finished < lastFinished { forget() }
        lastFinished = finished
        let budget = study.definition.budget
        let end = min(generations.end(finished: finished, after: pointCount), budget)
        let oldest = generations.index(of: finished, after: pointCount)
        prepared = prepared.filter { $0.key >= oldest }
        guard finished < end else { return end }
        for index in max(oldest, 0)...max(generations.index(of: end - 1, after: pointCount), 0)
        where prepared[index] == nil {
            let numbers = generations.numbers(of: index, after: pointCount)
            guard numbers.lowerBound < end else { continue }
            // Another process or an earlier run may have stored the whole generation.
            let known = try reader.trials(
                of: study.id, matching: TrialQuery(numbers: numbers.clamped(to: 0..<budget)))
            let isStored = known.count { $0.parameters != nil } == numbers.clamped(to: 0..<budget).count
            prepared[index] = isStored ? [] : try propose(index, numbers)
        }
        return end
    }

    /// Forgets what was learned, so that the store is read again.
    private mutating func forget() {
        knowledge = sampler.begin()
        nextToLearn = firstToLearn
        prepared = [:]
    }

    private mutating func propose(_ index: Int, _ numbers: Range<Int>) throws -> [Candidate] {
        zip(numbers, try proposals(ofGeneration: index)).map {
            Candidate(number: $0, parameters: $1.parameters, parent: sampler.parent(ofTrial: $0))
        }
    }

    /// The proposals of a generation, from the trials that it learns. Ascending generations are the quickest.
    mutating func proposals(ofGeneration index: Int) throws -> [Proposal] {
        if nextToLearn > max(index - generations.lag, firstToLearn) { forget() }
        try learn(below: index - generations.lag)
        let numbers = generations.numbers(of: index, after: pointCount)
        let proposals = try sampler.proposals(
            ofGeneration: index, knowing: knowledge, pending: pending(before: numbers.lowerBound))
        guard proposals.count == numbers.count else {
            throw SamplerError.generation(index, count: proposals.count, size: numbers.count)
        }
        return proposals
    }

    /// The parameters of the trials below `number` that are not learned. They are prepared or stored.
    private func pending(before number: Int) throws -> [TrialParameters] {
        let first = nextToLearn < 0 ? 0 : generations.numbers(of: nextToLearn, after: pointCount).lowerBound
        guard first < number else { return [] }
        var parameters = Dictionary(
            uniqueKeysWithValues: prepared.values.joined().map { ($0.number, $0.parameters) })
        for (number, point) in zip(0..., sampler.points) { parameters[number] = point }
        // What is stored counts: another process may have proposed a generation first.
        for trial in try reader.trials(of: study.id, matching: TrialQuery(numbers: first..<number)) {
            parameters[trial.number] = trial.parameters ?? parameters[trial.number]
        }
        return (first..<number).compactMap { parameters[$0] }
    }

    /// Learns the generations below `end` that are not yet learned. All of their trials have finished.
    private mutating func learn(below end: Int) throws {
        guard nextToLearn < end else { return }
        let unread = numbers(ofGenerations: nextToLearn...(end - 1))
        if let horizon = sampler.horizon, unread.count > horizon.best + horizon.newest {
            knowledge = sampler.knowledge(of: try excerpt(within: horizon, below: unread.upperBound))
            nextToLearn = end
            return
        }
        while nextToLearn < end {
            // Many generations are read at once, and learned one by one.
            let last = min(end, nextToLearn + max(1, Self.mostRead / generations.size)) - 1
            let trials = try reader.trials(
                of: study.id,
                matching: TrialQuery(
                    states: TrialState.finished, numbers: numbers(ofGenerations: nextToLearn...last)))
            var rest = trials[...]
            while nextToLearn <= last {
                let end = generations.numbers(of: nextToLearn, after: pointCount).upperBound
                let generation = rest.prefix { $0.number < end }
                sampler.learn(Array(generation), into: &knowledge)
                rest = rest.dropFirst(generation.count)
                nextToLearn += 1
            }
        }
    }

    private func numbers(ofGenerations indices: ClosedRange<Int>) -> Range<Int> {
        let first = generations.numbers(of: indices.lowerBound, after: pointCount).lowerBound
        return first..<generations.numbers(of: indices.upperBound, after: pointCount).upperBound
    }

    /// The part of the trials below `end` that a sampler depends on. All of these trials have finished.
    private func excerpt(within horizon: Horizon, below end: Int) throws -> HistoryExcerpt {
        let best = try reader.trials(
            of: study.id,
            matching: TrialQuery(states: [.complete], numbers: 0..<end, order: .value, limit: horizon.best))
        let newest = try reader.trials(
            of: study.id,
            matching: TrialQuery(states: TrialState.finished, numbers: max(0, end - horizon.newest)..<end))
        let numbers = Set(newest.map(\.number))
        let trials = best.filter { !numbers.contains($0.number) }.sorted { $0.number < $1.number } + newest
        return HistoryExcerpt(count: end, trials: trials)
    }

    func known(_ numbers: [Int]) -> [Candidate]? { nil }

    func candidates(_ numbers: [Int]) throws -> [Candidate] {
        if let number = numbers.first(where: { $0 < sampler.importedCount }) { throw SamplerError.imported(number) }
        let points = zip(0..., sampler.points).map {
            Candidate(number: $0, parameters: $1, parent: sampler.parent(ofTrial: $0))
        }
        let wanted = Set(numbers.map { generations.index(of: $0, after: pointCount) })
        return (wanted.contains(-1) ? points : []) + wanted.sorted().flatMap { prepared[$0] ?? [] }
    }
}
