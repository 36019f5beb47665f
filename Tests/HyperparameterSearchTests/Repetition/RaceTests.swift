import Foundation
import SearchContracts
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite("A race over seeds")
struct RaceTests {
    /// Means after each seed, of these values.
    private func means(_ values: [Double]) -> [Int: Double] {
        Dictionary(
            uniqueKeysWithValues: values.indices.map { index in
                (10 * (index + 1), values[...index].reduce(0, +) / Double(index + 1))
            })
    }

    private func verdict(
        _ values: [Double], earlier: [Double?], direction: Direction = .minimize, isAfterEarlier: Bool = true
    ) -> Verdict {
        let rungs = [10, 20, 30, 40]
        let view = CohortView(
            index: 1, direction: direction, rungs: rungs, trials: [CohortTrial(number: 9, values: means(values))],
            earlier: earlier.enumerated().map { number, value in
                CohortTrial(number: number, outcome: value.map { .complete(value: $0) } ?? .failed(reason: "no"))
            }, isAfterEarlier: isAfterEarlier)
        return Race(seeds: 5, cohort: 8).verdict(on: 9, atRung: values.count - 1, in: view)
    }

    /// The values have the mean 2 and the standard error 0.1, so with three of them the interval is 2 ± 0.43.
    private let values = [2 - 0.1 * 3.0.squareRoot(), 2, 2 + 0.1 * 3.0.squareRoot()]

    @Test("stops a trial where its interval cannot reach the best of earlier cohorts")
    func rule() {
        #expect(verdict(values, earlier: [3, 1.56, nil]) == .stop)
        #expect(verdict(values, earlier: [3, 1.58]) == .goOn)
        #expect(verdict(values, earlier: [1, 2.42], direction: .maximize) == .goOn)
        #expect(verdict(values, earlier: [1, 2.44], direction: .maximize) == .stop)
        #expect(verdict(values, earlier: [nil]) == .goOn, "none is complete")
        #expect(verdict(values, earlier: []) == .goOn)
    }

    @Test("needs two seeds, and waits until the earlier cohorts have ended")
    func waiting() {
        #expect(verdict([50], earlier: [1], isAfterEarlier: false) == .goOn, "one value has no spread")
        #expect(verdict([50, 51], earlier: [0.1], isAfterEarlier: false) == .wait)
        #expect(verdict([50, 51], earlier: [0.1]) == .stop)
        #expect(verdict([50, 50], earlier: [50]) == .goOn, "equal to the best")
    }

    @Test("knows the values of the seeds from their means")
    func recovered() {
        let values = [0.3, 1.7, 0.2, 0.9]
        let means = means(values)
        let found = Race.values(of: means.keys.sorted().compactMap { means[$0] })
        #expect(zip(found, values).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("has a rung at the end of each seed but the last")
    func rungs() {
        #expect(Race(seeds: 5, cohort: 8).rungs(ofCohort: 3, on: StepScale(count: 50)) == [10, 20, 30, 40])
        #expect(Race(seeds: 5, cohort: 8).rungs(ofCohort: 3, on: StepScale(count: 3)) == [])
        #expect(Race(seeds: 5, cohort: 8).text == "race 5 cohort 8" && Race(seeds: 5, cohort: nil).text == "race 5")
    }

    @Test("stops the same trials on any number of threads, with interruptions, and of a sampler that learns")
    func runs() throws {
        for isLearned in [false, true] {
            let straight = try Walks(isLearned: isLearned)
            try straight.run(threads: 1)
            let expected = try straight.content()
            let counts = try straight.store.counts(of: straight.study.id)
            #expect(counts[.pruned] > 10 && counts[.complete] > 5, "\(counts)")
            let stopped = try Walks(isLearned: isLearned)
            for stop in [5, 30, 60] {
                let cancellation = Cancellation()
                try stopped.run(threads: 2, cancellation: cancellation) { progress in
                    if progress.finished >= stop { cancellation.cancel() }
                }
            }
            try stopped.run(threads: 2)
            #expect(try stopped.content() == expected)
            let pruned = try #require(
                try straight.store.trials(of: straight.study.id, matching: TrialQuery(states: [.pruned])).first)
            #expect([20, 30, 40].contains(pruned.steps ?? 0))
        }
    }

    /// A search of 96 walks with five seeds each.
    private struct Walks {
        let store = InMemoryStore()
        let study: StudyRecord
        let isLearned: Bool

        init(isLearned: Bool) throws {
            self.isLearned = isLearned
            study = try store.openStudy(Sample.definition("walks", budget: 96))
        }

        func run(
            threads: Int, cancellation: Cancellation = Cancellation(), progress: (RunProgress) -> Void = { _ in }
        ) throws {
            let random = RandomSampler(try SearchSpace([.float("x", in: 0...1)]), stream: .keyed(seed: 1))
            let sampler: any Sampler = isLearned ? MeanSampler(size: 8, lag: 1) : random
            _ = try StudyRunner(
                study: study, store: store, sampler: sampler, objective: RepeatedObjective(SeededWalk(), seeds: 5),
                threads: ThreadCount(threads, cores: threads), scheduler: Race(seeds: 5, cohort: isLearned ? nil : 8)
            ).run(Sample.run, cancellation: cancellation, progress: progress)
        }

        func content() throws -> StoredContent { try StoredContent(of: study.id, in: store) }
    }
}
