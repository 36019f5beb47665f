import Foundation
import HyperparameterSearch
import TestSupport
import Testing

/// Counts evaluations, by a lock that the thread sanitizer knows: it does not see into `Mutex`.
private final class EvaluationCount: @unchecked Sendable {
    private let lock = NSLock()
    private var counts: [TrialParameters: Int] = [:]

    func add(_ parameters: TrialParameters) { lock.withLock { counts[parameters, default: 0] += 1 } }

    var all: [TrialParameters: Int] { lock.withLock { counts } }
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

    @Test func anAdaptiveSamplerIsRefusedBeforeARunBegins() throws {
        let search = try SampleSearch()
        let runner = try StudyRunner(
            study: search.study, store: search.store, sampler: AdaptiveSampler(),
            objective: ClosureObjective(.minimize) { _ in 0.0 }, threads: try ThreadCount(1))
        #expect(throws: SamplerError.adaptive) { try runner.run(Sample.run, cancellation: Cancellation()) }
        #expect(try search.store.runs(of: search.study.id).isEmpty)
    }
}
