import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

/// A search with an objective of twenty steps: evaluated by a run, or asked for and told by several programs that take
/// turns at random, forget trials, and tell late.
enum AskedSearch: String, CaseIterable, Sendable {
    case complete, halving, hyperband, median, patience, generations, halvingOfGenerations, medianOfGenerations

    static let points: [TrialParameters] = [["x": 0.5, "y": 0.5], ["x": 0.1, "y": -1]]

    var scheduler: any Scheduler {
        switch self {
        case .complete, .generations: CompleteScheduler()
        case .halving: .successiveHalving(cohort: 11, eta: 2, first: 2)
        case .hyperband: .hyperband(eta: 2, first: 5)
        case .median: .median(cohort: 6, every: 4)
        case .patience: .patience(2, every: 3)
        case .halvingOfGenerations: .successiveHalving(cohort: nil, eta: 2, first: 3)
        case .medianOfGenerations: .median(cohort: nil, every: 4)
        }
    }

    /// The number of trials, of whole cohorts.
    var budget: Int { self == .hyperband ? 67 : 66 }

    var sampler: any Sampler {
        switch self {
        case .generations, .halvingOfGenerations, .medianOfGenerations:
            PointsFirst(Self.points, then: MeanSampler(size: 8, lag: 1))
        case .complete, .halving, .hyperband, .median, .patience:
            PointsFirst(
                Self.points, then: RandomSampler(try! SearchSpace(MeanSampler.space), stream: .keyed(seed: 5)))
        }
    }

    func open(_ store: InMemoryStore) throws -> StudyRecord {
        func definition(_ sampler: some Sampler) throws -> StudyDefinition {
            try StudyDefinition(name: rawValue, direction: .minimize, budget: budget, sampler: sampler)
        }
        return try store.openStudy(definition(sampler))
    }

    func asker(_ store: InMemoryStore) throws -> StudyRunner<ToldObjective> {
        try StudyRunner(
            study: open(store), store: store, sampler: sampler,
            objective: ToldObjective(.minimize, of: "sum", steps: 20),
            threads: ThreadCount(1, cores: 1), scheduler: scheduler)
    }

    /// What a run finds.
    func straight() throws -> [Found] {
        let store = InMemoryStore()
        let study = try open(store)
        _ = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: ClimbingObjective(),
            threads: ThreadCount(1, cores: 1), scheduler: scheduler
        ).run(Sample.run, cancellation: Cancellation())
        return try Found.all(of: study, in: store)
    }

    /// What several programs find.
    ///
    /// - Parameter isForgetful: whether some claims' leases have ended as soon as they are made.
    func told(seed: UInt64, isForgetful: Bool) throws -> [Found] {
        let store = InMemoryStore()
        let asker = try asker(store)
        var random = RandomNumbers(state: seed)
        var hands: [Hand] = []
        var turns = 0
        loop: while true {
            turns += 1
            try #require(turns < 100_000, "the search does not end")
            guard !hands.isEmpty, Int.random(in: 0..<3, using: &random) > 0 else {
                let lease = isForgetful && Bool.random(using: &random) ? -1.0 : 3600
                switch try asker.ask(Int.random(in: 1...3, using: &random), lease: lease, as: Sample.run) {
                case .finished: break loop
                case .later: try #require(!hands.isEmpty, "nobody has a trial, and none is given")
                case .trials(let trials): hands += trials.map { Hand(trial: $0) }
                }
                continue
            }
            let place = hands.indices.randomElement(using: &random) ?? 0
            if try hands[place].work(for: asker) { hands.remove(at: place) }
        }
        let study = try open(store)
        #expect(try store.runsAtWork(on: study.id).allSatisfy { $0.claimed == 0 })
        return try Found.all(of: study, in: store)
    }
}

/// A program that evaluates a trial that it has asked for.
private struct Hand {
    let trial: AskedTrial
    private var batch: [ClimbingObjective.Progress]
    private let objective = ClimbingObjective()
    private var step: Int

    init(trial: AskedTrial) {
        self.trial = trial
        batch = [objective.begin(trial.candidate)]
        step = trial.toldStep ?? 0
        if step > 0 { _ = objective.advance(&batch, to: step, cancellation: Cancellation()) }
    }

    /// Makes a step, and tells it.
    ///
    /// - Returns: whether the program is done with the trial.
    mutating func work(for asker: StudyRunner<ToldObjective>) throws -> Bool {
        let number = trial.candidate.number
        step += 1
        _ = objective.advance(&batch, to: step, cancellation: Cancellation())
        do {
            if case .ended(let evaluation) = objective.status(of: batch[0]) {
                _ = try asker.tell(evaluation, ofTrial: number, token: trial.token)
                return true
            }
            let value = try #require(objective.intermediateValue(of: batch[0]))
            let answer = try asker.tell(
                IntermediateValue(step: step, value: value), ofTrial: number, token: trial.token)
            #expect(answer.earlier == nil)
            return answer.verdict != .goOn
        } catch TellError.takenOver, TellError.stopped, TellError.waits, TellError.ended {
            return true
        }
    }
}

/// What a search finds of a trial.
struct Found: Equatable {
    let parameters: TrialParameters?
    let outcome: Outcome?
    /// Nil for a failed trial, whose last step nobody tells.
    let steps: Int?

    static func all(of study: StudyRecord, in store: InMemoryStore) throws -> [Found] {
        try store.trials(of: study.id, matching: .all).map { trial in
            Found(
                parameters: trial.parameters, outcome: trial.result?.outcome,
                steps: trial.state == .failed ? nil : trial.steps)
        }
    }
}

/// SplitMix64, for tests whose order is random and comes back.
struct RandomNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
