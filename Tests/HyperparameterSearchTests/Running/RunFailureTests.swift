import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@Suite struct RunFailureTests {
    @Test(arguments: [1, 2]) func aStoreThatFailsEndsTheRunAndALaterOneGoesOn(_ threads: Int) throws {
        let store = InMemoryStore()
        let failing = WatchedStore(store, failsToRecord: true)
        #expect(throws: WatchedStore.Failure()) { try SampleSearch(in: failing).run(threads: threads) }
        let search = try SampleSearch(in: store)
        #expect(try store.runs(of: search.study.id).map(\.ending) == [.failed])
        #expect(try search.counts()[.claimed] == 0)
        try search.run(threads: threads)
        #expect(try search.content() == SampleSearch.straightContent())
    }

    @Test func whatWasRecordedBeforeTheFailureStays() throws {
        let store = InMemoryStore()
        let failing = WatchedStore(store)
        #expect(throws: WatchedStore.Failure()) {
            try SampleSearch(in: failing).run(progress: { if $0.recorded > 0 { failing.failToRecord() } })
        }
        let search = try SampleSearch(in: store)
        let recorded = try search.counts().finished
        #expect(recorded > 0 && recorded == failing.recorded)
        let summary = try search.run()
        #expect(summary.progress.recorded == SampleSearch.budget - recorded)
        #expect(try search.content() == SampleSearch.straightContent())
    }

    @Test func aSamplerThatEndsBeforeTheBudgetIsAnError() throws {
        let search = try SampleSearch(budget: 10)
        let runner = try StudyRunner(
            study: search.study, store: search.store, sampler: try GridSampler([.init("x", [1, 2, 3])]),
            objective: ClosureObjective(.minimize) { try $0.number("x") }, threads: try ThreadCount(1))
        #expect(throws: SamplerError.numberOutOfRange(3, size: 3)) {
            try runner.run(Sample.run, cancellation: Cancellation())
        }
        #expect(try search.store.runs(of: search.study.id).map(\.ending) == [.failed])
    }

    @Test func aRunOfAnotherSchedulerIsTold() throws {
        let search = try SampleSearch()
        let other = try search.store.beginRun(Sample.run, of: search.study.id)
        #expect {
            try search.run()
        } throws: { error in
            guard case StudyError.otherScheduler(let run, _) = error else { return false }
            return run.id == other
        }
        #expect(try search.store.runs(of: search.study.id).map(\.ending) == [nil], "the other run goes on")
    }

    @Test func failuresAndNaNAreOutcomes() throws {
        let search = try SampleSearch()
        let summary = try search.run()
        let sampler = try SampleSearch.sampler()
        for trial in try search.store.trials(of: search.study.id, matching: .all) {
            switch try sampler.parameters(ofTrial: trial.number).integer("n") {
            case 9:
                #expect(trial.state == .failed && trial.reason?.contains("a whole number is needed") == true)
            case 8:
                #expect(trial.state == .failed && trial.reason?.contains("nan") == true)
            default:
                #expect(trial.state == .complete && trial.value?.isFinite == true)
            }
        }
        let counts = try search.counts()
        #expect(counts[.failed] == summary.progress.failed && counts[.failed] > 0)
        #expect(counts[.failed] + counts[.complete] == SampleSearch.budget)
    }
}
