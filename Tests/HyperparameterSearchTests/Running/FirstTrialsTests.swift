import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

/// A study whose first trials all fail.
@Suite("The first trials of a study") struct FirstTrialsTests {
    private let store = InMemoryStore()

    private func runner(
        budget: Int = 600, shard: Shard = .whole, threads: Int = 2,
        fails: @escaping @Sendable (Int) -> Bool
    ) throws -> StudyRunner<ClosureObjective> {
        let points = (0..<budget).map { TrialParameters(["n": .number(Double($0))]) }
        let sampler = ListedPoints(points)
        let study = try store.openStudy(
            StudyDefinition(name: "a", direction: .minimize, budget: budget, sampler: sampler))
        var runner = try StudyRunner(
            study: study, store: store, sampler: sampler,
            objective: ClosureObjective(
                .minimize,
                evaluation: { parameters in
                    let number = try parameters.integer("n")
                    return fails(number)
                        ? Evaluation(.failed(reason: "disk \(number) is full"))
                        : Evaluation(.complete(value: Double(number)))
                }), threads: ThreadCount(threads, cores: threads), shard: shard)
        runner.firstTrials = 32
        return runner
    }

    private func run(_ runner: StudyRunner<ClosureObjective>) throws -> RunSummary {
        try runner.run(Sample.run, cancellation: Cancellation())
    }

    @Test("end the run where all of them fail, for any threads", arguments: [1, 3])
    func stop(_ threads: Int) throws {
        let runner = try runner(budget: 50_000, threads: threads) { _ in true }
        let summary = try run(runner)
        #expect(summary.ending == .interrupted)
        let failures = try #require(summary.firstFailures)
        #expect(failures.total == 32)
        #expect(failures.mostCommon?.text == "disk 0 is full")
        #expect(failures.mostCommon?.count == 32)
        #expect(try runner.firstFailures() == failures, "the store tells the same")
        #expect(try store.counts(of: runner.study.id)[.failed] < 50_000)
    }

    @Test("do not end it where one of them succeeds") func success() throws {
        let summary = try run(runner { $0 != 31 })
        #expect(summary.ending == .finished && summary.firstFailures == nil)
    }

    @Test("are known by number: what succeeds after them does not count in the run that finds it") func later() throws {
        var runner = try runner { $0 < 32 }
        #expect(try run(runner).firstFailures?.total == 32)
        runner.firstTrials = nil
        #expect(try run(runner).ending == .finished)
        runner.firstTrials = 32
        #expect(try runner.firstFailures() == nil, "where a trial of the study has succeeded, its runs go on")
    }

    @Test("are fewer in a small study and in a shard") func few() throws {
        let small = try runner(budget: 3) { _ in true }
        #expect(try run(small).firstFailures?.total == 3)
        #expect(try run(small).ending == .finished)
    }

    @Test("are those of the shard") func shard() throws {
        let shard = try #require(Shard("2/2"))
        let runner = try runner(budget: 100, shard: shard) { !$0.isMultiple(of: 2) }
        #expect(try run(runner).firstFailures?.mostCommon?.trial == 1)
    }

    @Test("are not watched where a runner does not ask for it, nor once the study has a result") func unwatched() throws
    {
        var runner = try runner { _ in true }
        runner.firstTrials = nil
        let summary = try run(runner)
        #expect(summary.ending == .finished && summary.firstFailures == nil)
        #expect(try runner.firstFailures() == nil)
    }

    @Test("end a later run at once, until they are requeued") func requeued() throws {
        let runner = try runner(budget: 10) { _ in true }
        _ = try run(runner)
        #expect(try runner.firstFailures()?.total == 10)
        #expect(try store.requeueFailed([3, 4], of: runner.study.id) == [3, 4])
        #expect(try runner.firstFailures() == nil)
        let mended = try self.runner(budget: 10) { _ in false }
        #expect(try run(mended).firstFailures == nil)
        #expect(try store.trial(3, of: runner.study.id)?.attempt == 2)
    }

    @Test("have reasons that are counted without their numbers") func counts() {
        var counts = FailureCounts()
        for (number, text) in [(4, "at step 12: 3.5e-07"), (2, "no memory"), (1, "at step 7: 2"), (9, "at step 1: -1")]
        {
            counts.add(text, ofTrial: number)
        }
        #expect(counts.total == 4)
        #expect(counts.mostCommon?.trial == 1)
        #expect(counts.mostCommon?.text == "at step 7: 2")
        #expect(counts.mostCommon?.count == 2)
    }
}
