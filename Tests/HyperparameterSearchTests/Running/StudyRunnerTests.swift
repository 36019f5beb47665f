import Foundation
import HyperparameterSearch
import Locks
import SearchContracts
import TestSupport
import Testing

/// Counts evaluations.
private final class EvaluationCount: Sendable {
    private let counts = Mutex<[TrialParameters: Int]>([:])

    func add(_ parameters: TrialParameters) { counts.withLock { $0[parameters, default: 0] += 1 } }

    var all: [TrialParameters: Int] { counts.withLock { $0 } }
}

@Suite struct StudyRunnerTests {
    @Test(arguments: [1, 2, 3]) func everyTrialIsEvaluatedOnce(_ threads: Int) throws {
        let evaluated = EvaluationCount()
        let search = try SampleSearch()
        let summary = try search.run(threads: threads) { parameters in
            evaluated.add(parameters)
            return try SampleSearch.evaluate(parameters)
        }
        let sampler = try SampleSearch.sampler()
        let wanted = try (0..<SampleSearch.budget).map { try sampler.parameters(ofTrial: $0) }
        #expect(evaluated.all == Dictionary(uniqueKeysWithValues: wanted.map { ($0, 1) }))
        let trials = try search.store.trials(of: search.study.id, matching: .all)
        #expect(trials.map(\.number) == Array(0..<SampleSearch.budget))
        #expect(trials.map(\.parameters) == wanted)
        #expect(trials.allSatisfy { $0.state.isFinished && $0.run == summary.run })
        #expect(summary.ending == .finished)
        #expect(try search.store.runs(of: search.study.id).map(\.ending) == [.finished])
    }

    @Test(arguments: [1, 2, 3]) func whatIsStoredDoesNotDependOnThreads(_ threads: Int) throws {
        let search = try SampleSearch()
        try search.run(threads: threads)
        #expect(try search.content() == SampleSearch.straightContent())
    }

    @Test func trialsAreTimed() throws {
        let search = try SampleSearch(budget: 20)
        try search.run()
        let run = try #require(try search.store.runs(of: search.study.id).first)
        let ended = try #require(run.ended)
        for trial in try search.store.trials(of: search.study.id, matching: .all) {
            let (began, finished) = (try #require(trial.started), try #require(trial.finished))
            #expect(run.started <= began && began <= finished && finished <= ended)
        }
    }

    @Test func aFinishedStudyHasNothingLeftToDo() throws {
        let search = try SampleSearch(budget: 20)
        try search.run()
        let content = try search.content()
        let again = try search.run { _ in throw ParameterError.missing("nothing is to be evaluated") }
        #expect(again.ending == .finished)
        #expect(again.progress.recorded == 0 && again.progress.finished == 20)
        #expect(try search.content() == content)
    }

    @Test func aRaisedBudgetGoesOnWhereItStopped() throws {
        let store = InMemoryStore()
        try SampleSearch(in: store, budget: 100).run()
        let extended = try SampleSearch(in: store)
        let summary = try extended.run()
        #expect(summary.progress.recorded == SampleSearch.budget - 100)
        #expect(try extended.content() == SampleSearch.straightContent())
    }

    @Test func progressCountsRecordedTrialsOnly() throws {
        let memory = InMemoryStore()
        try SampleSearch(in: memory, budget: 50).run()
        let store = WatchedStore(memory)
        let search = try SampleSearch(in: store)
        var last = 0
        let summary = try search.run(progress: { progress in
            #expect(progress.recorded == store.recorded)
            #expect(progress.finished == 50 + store.recorded)
            #expect(progress.budget == SampleSearch.budget)
            #expect(progress.recorded >= last)
            last = progress.recorded
        })
        #expect(last == SampleSearch.budget - 50)
        let counts = try search.counts()
        let failedBefore = try search.store.trials(
            of: search.study.id, matching: TrialQuery(states: [.failed])
        ).count { $0.number < 50 }
        #expect(summary.progress.failed == counts[.failed] - failedBefore)
        let best = try #require(try search.store.best(1, of: search.study.id).first)
        #expect(summary.progress.best == Ranking.Entry(number: best.number, value: try #require(best.value)))
    }

    @Test func theBestOfEarlierRunsIsRemembered() throws {
        let store = InMemoryStore()
        try SampleSearch(in: store, budget: 10).run { _ in Evaluation(.complete(value: -5)) }
        let summary = try SampleSearch(in: store, budget: 20).run { _ in Evaluation(.complete(value: 5)) }
        #expect(summary.progress.best == Ranking.Entry(number: 0, value: -5))
    }

    /// The error of a runner of an empty study. Nothing is stored.
    private func refusal(
        _ sampler: any Sampler, direction: Direction = .minimize, shard: Shard = .whole,
        scheduler: any Scheduler = .complete, fingerprint: String? = nil
    ) throws -> String {
        let store = InMemoryStore()
        let study = try store.openStudy(
            StudyDefinition(name: "s", text: "", direction: .minimize, budget: 9, fingerprint: fingerprint))
        let error = #expect(throws: (any Error).self) {
            let objective = PruningObjective(seed: 1, direction: direction)
            let runner = try StudyRunner(
                study: study, store: store, sampler: sampler, objective: objective, threads: ThreadCount(1),
                scheduler: scheduler, shard: shard)
            _ = try runner.run(Sample.run, cancellation: Cancellation())
        }
        #expect(try store.trials(of: study.id, matching: .all).isEmpty)
        return error.map { "\($0)" } ?? ""
    }

    @Test func whatDoesNotGoTogetherIsRefusedBeforeATrialBegins() throws {
        let random = try SampleSearch.sampler()
        #expect(try refusal(random, direction: .maximize).contains("is to minimize, and its objective is to maximize"))
        let adaptive = MeanSampler(size: 4, lag: 1)
        let half = try #require(Shard("1/2"))
        #expect(try refusal(adaptive, shard: half).contains("shard 1/2 cannot be searched by itself"))
        let cohorts = try refusal(adaptive, scheduler: .successiveHalving(cohort: 3, first: 1))
        #expect(cohorts.contains("this objective has no values before its last step"))
        let other = try refusal(random, fingerprint: random.identity.replacing("-1 to 1", with: "-1 to 2"))
        #expect(other.contains("x: stored -1 to 2, now -1 to 1"), "\(other)")
        #expect(try refusal(NeitherSampler()).contains("NeitherSampler conforms to Sampler only"))
    }

    private struct NeitherSampler: Sampler {
        let size: Int? = nil
        let fingerprint = ""
    }
}
