import HyperparameterSearch
import Locks
import TestSupport
import Testing

@Suite struct InterruptionTests {
    /// An evaluation that cancels the run at its `count`-th trial.
    private func cancelling(
        _ cancellation: Cancellation, at count: Int
    ) -> @Sendable (TrialParameters) throws -> Evaluation {
        let evaluated = Mutex(0)
        return { parameters in
            let isLast = evaluated.withLock { evaluated in
                evaluated += 1
                return evaluated == count
            }
            if isLast { cancellation.cancel() }
            return try SampleSearch.evaluate(parameters)
        }
    }

    @Test(arguments: [1, 2], [1, 100, 333]) func anInterruptedRunGoesOnAndEqualsAStraightOne(
        _ threads: Int, _ count: Int
    ) throws {
        let search = try SampleSearch()
        let cancellation = Cancellation()
        let summary = try search.run(
            threads: threads, cancellation: cancellation, evaluation: cancelling(cancellation, at: count))
        #expect(summary.ending == .interrupted)

        // Every evaluated trial is recorded. After the cancelling trial, each thread finishes at most one batch.
        let counts = try search.counts()
        #expect((count..<count + threads).contains(counts.finished))
        #expect(summary.progress.recorded == counts.finished)
        #expect(counts[.claimed] == 0)

        let second = try search.run(threads: threads)
        #expect(second.ending == .finished)
        #expect(second.progress.recorded == SampleSearch.budget - counts.finished)
        #expect(try search.content() == SampleSearch.straightContent())
        #expect(try search.store.runs(of: search.study.id).map(\.ending) == [.interrupted, .finished])
    }

    @Test func manyInterruptionsLoseNothing() throws {
        let search = try SampleSearch()
        for _ in 0..<30 {
            let cancellation = Cancellation()
            try search.run(cancellation: cancellation, evaluation: cancelling(cancellation, at: 20))
        }
        try search.run()
        #expect(try search.content() == SampleSearch.straightContent())
    }

    @Test func aRunCancelledBeforeItBeginsEvaluatesNothing() throws {
        let search = try SampleSearch()
        let cancellation = Cancellation()
        cancellation.cancel()
        let summary = try search.run(cancellation: cancellation)
        #expect(summary.ending == .interrupted)
        #expect(try search.counts().finished == 0)
    }

    @Test func cancellationAtTheLastTrialIsAFinishedRun() throws {
        let search = try SampleSearch(budget: 20)
        let cancellation = Cancellation()
        let summary = try search.run(
            threads: 1, cancellation: cancellation, evaluation: cancelling(cancellation, at: 20))
        #expect(summary.ending == .finished)
        #expect(try search.counts().finished == 20)
    }

    @Test func aParentCancelsItsChildrenOnly() {
        let parent = Cancellation()
        let (first, second) = (Cancellation(parent: parent), Cancellation(parent: parent))
        first.cancel()
        #expect(first.isCancelled && !parent.isCancelled && !second.isCancelled)
        parent.cancel()
        #expect(second.isCancelled)
    }
}
