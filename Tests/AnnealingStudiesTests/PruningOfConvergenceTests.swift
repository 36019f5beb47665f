import HyperparameterSearch
import Testing

@testable import AnnealingStudies

@Suite("Pruning of the convergence search loses nothing")
struct PruningOfConvergenceTests {
    @Test(
        "the best K are those of a complete run, with all that is stored of them",
        arguments: [ConvergenceSettings.Measure.meanError, .earlyError, .meanEuclideanError], [1, 3])
    func best(measure: ConvergenceSettings.Measure, inputs: Int) throws {
        let complete = try SmallConvergenceStudy(inputs: inputs, measure: measure)
        try complete.run()
        let full = try complete.contents()
        #expect(full.count { $0.state == .complete } > 40)
        #expect(full.count { $0.state == .failed } > 3)
        for keep in [1, 4, 15] {
            for threads in [1, 2] {
                var study = try SmallConvergenceStudy(inputs: inputs, measure: measure)
                // A batch that holds the whole study advances all of it.
                study.objective.preferredBatchSize = 8
                try study.run(.keep(keep), threads: threads, windowSize: threads == 1 ? 8192 : 20)
                let place: Comment = "\(measure), \(inputs) inputs, keep \(keep), \(threads) threads"
                #expect(try study.best(keep) == complete.best(keep), place)
                let stored = try study.contents()
                for (trial, expected) in zip(stored, full) {
                    if trial.state == .complete { #expect(trial == expected, place) }
                    if let bound = trial.bound, let value = expected.value { #expect(bound <= value, place) }
                }
                #expect(stored.contains { $0.state == .pruned }, place)
                #expect(steps(stored) < steps(full), place)
                let certain = try #require(try study.guaranteedBest())
                #expect(certain >= keep, place)
            }
        }
    }

    @Test(
        "on several networks, however they are combined, likewise",
        arguments: Aggregation.allCases, [ConvergenceSettings.Measure.meanError, .earlyError, .meanEuclideanError])
    func severalNetworks(aggregation: Aggregation, measure: ConvergenceSettings.Measure) throws {
        for networks in [2, 5] {
            let complete = try SmallConvergenceStudy(
                networks: networks, aggregation: aggregation, measure: measure)
            try complete.run()
            let full = try complete.contents()
            #expect(full.count { $0.state == .complete } > 40)
            for (keep, threads) in [(1, 2), (5, 1), (12, 2)] {
                var study = try SmallConvergenceStudy(
                    networks: networks, aggregation: aggregation, measure: measure)
                study.objective.preferredBatchSize = 8
                try study.run(.keep(keep), threads: threads, windowSize: threads == 1 ? 8192 : 20)
                let place: Comment = "\(aggregation) of \(measure), \(networks) networks, keep \(keep)"
                #expect(try study.best(keep) == complete.best(keep), place)
                let stored = try study.contents()
                for (trial, expected) in zip(stored, full) {
                    // A failure is the same, whichever instance was advanced how far.
                    if trial.state != .pruned { #expect(trial == expected, place) }
                    if let bound = trial.bound, let value = expected.value { #expect(bound <= value, place) }
                }
                #expect(stored.contains { $0.state == .pruned }, place)
                #expect(steps(stored) < steps(full), place)
            }
        }
    }

    @Test("revived for a larger K, then for all: the whole content is a complete run's", arguments: [1, 2])
    func revival(inputs: Int) throws {
        let complete = try SmallConvergenceStudy(inputs: inputs)
        try complete.run()
        var study = try SmallConvergenceStudy(inputs: inputs)
        study.objective.preferredBatchSize = 8
        let stopped = Cancellation()
        stopped.cancel()
        #expect(try study.run(.keep(2), cancellation: stopped).ending == .interrupted)
        for keep in [2, 9] {
            #expect(try study.run(.keep(keep), threads: 2, windowSize: 30).ending == .finished)
            #expect(try study.best(keep) == complete.best(keep))
        }
        #expect(try study.contents() != complete.contents())
        try study.run()
        #expect(try study.contents() == complete.contents())
        #expect(try study.guaranteedBest() == nil)
    }

    @Test("the final error has no bound: refused")
    func finalError() throws {
        let study = try SmallConvergenceStudy(measure: .finalError)
        #expect(throws: SchedulerError.noMonotoneBound) { try study.runner(.keep(5)) }
        #expect(throws: Never.self) { try study.run() }
    }

    private func steps(_ trials: [SmallConvergenceStudy.Content]) -> Int {
        trials.reduce(0) { $0 + ($1.steps ?? 0) }
    }
}
