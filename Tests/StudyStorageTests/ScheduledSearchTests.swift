import Foundation
import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

/// Searches with schedulers. Which trials are stopped, where, and with which values is the same, to the bit, on any
/// threads and processes, killed or not.
private enum ScheduledSearch: String, CaseIterable, Sendable {
    case keeping, keepingAtOnce, halving, hyperband, median, patience, halvingOfGenerations, medianOfGenerations

    static let points: [TrialParameters] = [["x": 0.5, "y": 0.5], ["x": 0.1, "y": -1]]
    static let budget = 66

    var scheduler: any Scheduler {
        switch self {
        case .keeping, .keepingAtOnce: .keep(5)
        case .halving: .successiveHalving(cohort: 11, eta: 2, first: 2)
        // Brackets of 4, 3 and 3 trials; 66 is six rounds and two brackets less one: see `trials`.
        case .hyperband: .hyperband(eta: 2, first: 5)
        case .median: .median(cohort: 6, every: 4)
        case .patience: .patience(2, every: 3)
        case .halvingOfGenerations: .successiveHalving(cohort: nil, eta: 2, first: 3)
        case .medianOfGenerations: .median(cohort: nil, every: 4)
        }
    }

    /// The number of trials, of whole cohorts.
    var trials: Int { self == .hyperband ? 67 : Self.budget }

    var sampler: any Sampler {
        switch self {
        case .keeping, .halvingOfGenerations, .medianOfGenerations:
            PointsFirst(Self.points, then: MeanSampler(size: 8, lag: 1))
        case .keepingAtOnce: MeanSampler(size: 6, lag: 0)
        case .halving, .hyperband, .median, .patience:
            PointsFirst(
                Self.points, then: RandomSampler(try! SearchSpace(MeanSampler.space), stream: .keyed(seed: 5)))
        }
    }

    private func open(_ store: some TrialStore) throws -> StudyRecord {
        func definition(_ sampler: some Sampler) throws -> StudyDefinition {
            try StudyDefinition(name: rawValue, direction: .minimize, budget: trials, sampler: sampler)
        }
        return try store.openStudy(definition(sampler))
    }

    /// - Parameter dying: the number of claims and recordings told after which the process is killed.
    func run(_ path: String, threads: Int, batch: Int = 3, dying limit: Int = .max) throws {
        let store = try SQLiteStore(path: path)
        let calls = limit
        var told = 0
        _ = try StudyRunner(
            study: open(store), store: store, sampler: sampler,
            objective: ClimbingObjective(preferredBatchSize: batch, microseconds: 100),
            threads: ThreadCount(threads, cores: threads), scheduler: scheduler
        ).run(RunDescription(worker: .current), cancellation: Cancellation()) { _ in
            told += 1
            if told >= calls { kill(getpid(), SIGKILL) }
        }
        try store.close()
    }

    func content(_ path: String) throws -> StoredContent {
        let store = try SQLiteStore(path: path, access: .reading)
        let study = try #require(try store.study(named: rawValue))
        #expect(try store.counts(of: study.id).finished == trials)
        #expect(try store.findings() + store.findings(of: study) == [])
        return try StoredContent(of: study.id, in: store)
    }

    /// The content that one thread stores, a trial at a time.
    func straight() throws -> StoredContent {
        try TemporaryFolder.with { folder in
            try run(folder.file("s.sqlite"), threads: 1, batch: 1)
            return try content(folder.file("s.sqlite"))
        }
    }
}

@Suite("A search with a scheduler") struct ScheduledSearchTests {
    @Test("stops the same trials on any number of threads, in any batches", arguments: ScheduledSearch.allCases)
    fileprivate func threads(_ search: ScheduledSearch) throws {
        let wanted = try search.straight()
        for (threads, batch) in [(1, 3), (2, 1), (2, 8)] {
            try TemporaryFolder.with { folder in
                try search.run(folder.file("s.sqlite"), threads: threads, batch: batch)
                let found = try search.content(folder.file("s.sqlite"))
                #expect(found == wanted, "\(threads) threads, batches of \(batch)")
            }
        }
    }

    /// Each generation of the mean sampler is better than those before it, so that their median stops none.
    @Test("stops some trials, not all", arguments: ScheduledSearch.allCases.filter { $0 != .medianOfGenerations })
    fileprivate func stops(_ search: ScheduledSearch) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try search.run(path, threads: 2)
            let store = try SQLiteStore(path: path, access: .reading)
            let study = try #require(try store.study(named: search.rawValue)).id
            let counts = try store.counts(of: study)
            #expect(counts[.pruned] > 0 && counts[.complete] > 0, "\(counts)")
            for trial in try store.trials(of: study, matching: TrialQuery(states: [.pruned])) {
                guard case .pruned(let pruning) = trial.result?.outcome else { continue }
                #expect(pruning.lastValue != nil)
                #expect((pruning.bound != nil) == (search == .keeping || search == .keepingAtOnce))
            }
        }
    }

    @Test("stops the same trials in four processes", .timeLimit(.minutes(6)), arguments: ScheduledSearch.allCases)
    fileprivate func processes(_ search: ScheduledSearch) async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("s.sqlite")
            await withTaskGroup { group in
                for threads in [1, 2, 1, 2] {
                    group.addTask {
                        await #expect(processExitsWith: .success) {
                            [path = path as String, threads = threads as Int, name = search.rawValue as String] in
                            recordingErrors {
                                try #require(ScheduledSearch(rawValue: name)).run(path, threads: threads)
                            }
                        }
                    }
                }
            }
            let (found, wanted) = (try search.content(path), try search.straight())
            #expect(found == wanted)
        }
    }

    @Test(
        "stops the same trials when it is killed again and again, in the middle of its rungs", .timeLimit(.minutes(6)),
        arguments: ScheduledSearch.allCases)
    fileprivate func killed(_ search: ScheduledSearch) async throws {
        try await TemporaryFolder.withAsync { folder in
            let path = folder.file("s.sqlite")
            for limit in [2, 3, 5] {
                await #expect(processExitsWith: .signal(SIGKILL)) {
                    [path = path as String, limit = limit as Int, name = search.rawValue as String] in
                    try #require(ScheduledSearch(rawValue: name)).run(path, threads: 2, dying: limit)
                }
            }
            try search.run(path, threads: 2)
            let (found, wanted) = (try search.content(path), try search.straight())
            #expect(found == wanted)
        }
    }

    @Test("keeps the best exactly, with a sampler that learns", arguments: [ScheduledSearch.keeping, .keepingAtOnce])
    fileprivate func keeps(_ search: ScheduledSearch) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            try search.run(path, threads: 2)
            let store = try SQLiteStore(path: path, access: .reading)
            let study = try #require(try store.study(named: search.rawValue)).id
            #expect(try #require(try store.guaranteedBest(of: study)) >= 5)
            // Every trial evaluated to its end: no pruned one is among the best.
            let objective = ClimbingObjective()
            var ranking = Ranking(direction: .minimize, capacity: 5)
            for trial in try store.trials(of: study, matching: .all) {
                let value = objective.evaluation(of: try #require(trial.candidate)).outcome.value
                if let value { ranking.insert(.init(number: trial.number, value: value)) }
            }
            #expect(try store.best(5, of: study).map(\.number) == ranking.entries.map(\.number))
        }
    }

    @Test("is not gone on with by another scheduler, where its sampler has learned or its cohorts were compared")
    func otherScheduler() throws {
        for (search, other) in [
            (ScheduledSearch.keeping, CompleteScheduler() as any Scheduler), (.keeping, LosslessTopScheduler(6)),
            (.halving, SuccessiveHalving(cohort: 11, eta: 3, first: 2)),
        ] {
            try TemporaryFolder.with { folder in
                let path = folder.file("s.sqlite")
                try search.run(path, threads: 2)
                let store = try SQLiteStore(path: path)
                let study = try #require(try store.study(named: search.rawValue))
                let runner = try StudyRunner(
                    study: study, store: store, sampler: search.sampler, objective: ClimbingObjective(),
                    threads: ThreadCount(1, cores: 1), scheduler: other)
                let error = try #require(throws: StudyError.self) {
                    try runner.run(RunDescription(worker: .current), cancellation: Cancellation())
                }
                #expect(
                    "\(error)".contains(
                        "ended in a run with the scheduler '\(search.scheduler.text)', and this run's is '\(other.text)'"
                    ))
                #expect("\(error)".contains("use the scheduler '\(search.scheduler.text)'"))
                #expect(try store.runs(of: study.id).count == 1, "nothing is stored of the refused run")
                try store.close()
            }
        }
    }
}
