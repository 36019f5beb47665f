import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

@Suite struct ManyTrialsTests {
    static let count = 100_000

    @Test func aHundredThousandTrialsAreRecordedAndListed() throws {
        try TemporaryFolder.with { folder in
            let store = try SQLiteStore(path: folder.file("s.sqlite"))
            let study = try store.openStudy(Sample.definition(budget: Self.count))
            let sampler = RandomSampler(try SearchSpace([.float("x", in: 0...1)]), stream: .keyed(seed: 1))
            let runner = try StudyRunner(
                study: study, store: store, sampler: sampler,
                objective: ClosureObjective(.minimize) { try $0.number("x") }, threads: try ThreadCount(2, cores: 2))
            let summary = try runner.run(RunDescription(worker: .current), cancellation: Cancellation())
            #expect(summary.progress.recorded == Self.count)
            #expect(try store.counts(of: study.id) == TrialCounts([.complete: Self.count]))

            let values = try (0..<Self.count).map { try sampler.parameters(ofTrial: $0).number("x") }
            let sorted = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            #expect(try store.best(10, of: study.id).map(\.number) == Array(sorted.prefix(10)))
            let last = TrialQuery(limit: 10, offset: Self.count - 10)
            #expect(
                try store.trials(of: study.id, matching: last).map(\.value) == values.suffix(10).map { $0 })
        }
    }
}
