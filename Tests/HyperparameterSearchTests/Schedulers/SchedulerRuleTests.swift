import HyperparameterSearch
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite("The rules of the schedulers of cohorts") struct SchedulerRuleTests {
    private func view(
        _ values: [[Double?]], rungs: [Int], direction: Direction = .minimize, outcomes: [Int: Outcome] = [:],
        earlier: [CohortTrial] = [], isAfterEarlier: Bool = true
    ) -> CohortView {
        CohortView(
            index: 0, direction: direction, rungs: rungs,
            trials: values.enumerated().map { number, values in
                var known: [Int: Double] = [:]
                for (rung, value) in zip(rungs, values) { known[rung] = value }
                return CohortTrial(number: number, values: known, outcome: outcomes[number])
            }, earlier: earlier, isAfterEarlier: isAfterEarlier)
    }

    private func verdicts(_ scheduler: any CohortScheduler, atRung rung: Int, _ view: CohortView) -> [Verdict] {
        view.trials.map { scheduler.verdict(on: $0.number, atRung: rung, in: view) }
    }

    // MARK: Hyperband

    @Test("Hyperband's brackets are those of Li et al. 2018, table 1")
    func table() {
        // R = 81, eta = 3: (n_i, r_i) of the brackets s = 4, ..., 0.
        let table = [
            [(81, 1), (27, 3), (9, 9), (3, 27), (1, 81)], [(34, 3), (11, 9), (3, 27), (1, 81)],
            [(15, 9), (5, 27), (1, 81)], [(8, 27), (2, 81)], [(5, 81)],
        ]
        for unit in [1, 40] {
            let scale = StepScale(count: 81 * unit, unit: StepUnit("epoch", steps: unit))
            let hyperband = Hyperband(eta: 3, first: 1)
            #expect(hyperband.brackets(on: scale) == [4, 3, 2, 1, 0])
            for (index, row) in table.enumerated() {
                let size = hyperband.size(ofBracket: 4 - index, of: 5)
                let rungs = hyperband.rungs(ofCohort: index, on: scale) + [scale.count]
                #expect(rungs == row.map { $0.1 * unit }, "bracket \(4 - index)")
                #expect(hyperband.rungs(ofCohort: index + 5, on: scale) + [scale.count] == rungs, "the next round")
                #expect(size == row[0].0)
                // Those that go on from rung to rung, all of which have arrived.
                var counts = [size]
                for rung in rungs.indices.dropLast() {
                    let all = view(
                        (0..<size).map { number in rungs.map { _ in Double(number * 7 % size) } },
                        rungs: Array(rungs.dropLast()))
                    counts.append(verdicts(hyperband, atRung: rung, all).count { $0 == .goOn })
                }
                #expect(counts == row.map(\.0), "bracket \(4 - index)")
            }
        }
    }

    @Test("Hyperband's smallest resource need not divide the whole one")
    func otherResources() {
        let hyperband = Hyperband(eta: 3, first: 1)
        #expect(hyperband.brackets(on: StepScale(count: 80)) == [3, 2, 1, 0])
        #expect(hyperband.rungs(ofCohort: 0, on: StepScale(count: 80)) == [3, 9, 27])
        #expect(hyperband.brackets(on: StepScale(count: 2)) == [0])
    }

    // MARK: Successive halving

    @Test("Halving: the best n / eta go on, ties by number; failed trials lose")
    func halving() {
        let scheduler = SuccessiveHalving(cohort: 6, eta: 2, first: 1)
        #expect(scheduler.rungs(ofCohort: 3, on: StepScale(count: 8)) == [1, 2, 4])
        let first = view([[2], [1], [2], [nil], [2], [3]], rungs: [1, 2], outcomes: [3: .failed(reason: "no")])
        #expect(verdicts(scheduler, atRung: 0, first)[0...2] == [.goOn, .goOn, .goOn])
        #expect(verdicts(scheduler, atRung: 0, first)[4...5] == [.stop, .stop])
        let largest = view([[2], [1], [2], [1], [2], [3]], rungs: [1, 2], direction: .maximize)
        #expect(verdicts(scheduler, atRung: 0, largest) == [.goOn, .stop, .goOn, .stop, .stop, .goOn])
    }

    @Test("Halving: a trial waits until all have reached its rung or ended")
    func waiting() {
        let scheduler = SuccessiveHalving(cohort: 4, eta: 2, first: 1)
        let open = view([[1, 5], [9], [nil], [2]], rungs: [1, 2])
        #expect(verdicts(scheduler, atRung: 0, open) == [.wait, .wait, .wait, .wait])
        let arrived = view([[1, 5], [9], [8], [2]], rungs: [1, 2])
        #expect(verdicts(scheduler, atRung: 0, arrived) == [.goOn, .stop, .stop, .goOn])
        // At the second rung only the two that went on are compared.
        #expect(scheduler.verdict(on: 0, atRung: 1, in: arrived) == .wait)
        let second = view([[1, 5], [9], [8], [2, 4]], rungs: [1, 2])
        #expect(scheduler.verdict(on: 0, atRung: 1, in: second) == .stop)
        #expect(scheduler.verdict(on: 3, atRung: 1, in: second) == .goOn)
        // The other has failed before the rung: one of one goes on.
        let alone = view([[1, 5], [9], [8], [2]], rungs: [1, 2], outcomes: [3: .failed(reason: "no")])
        #expect(scheduler.verdict(on: 0, atRung: 1, in: alone) == .goOn)
    }

    @Test("Halving: a trial that was complete before a rung is ranked by its value")
    func early() {
        let scheduler = SuccessiveHalving(cohort: 2, eta: 2, first: 1)
        let ended = view([[2], [nil]], rungs: [1], outcomes: [1: .complete(value: 1)])
        #expect(scheduler.verdict(on: 0, atRung: 0, in: ended) == .stop)
    }

    // MARK: Median stopping

    private func complete(_ values: [Double], failed: Int = 0) -> [CohortTrial] {
        values.enumerated().map { number, value in
            CohortTrial(
                number: number, values: [5: value],
                outcome: number < failed ? .failed(reason: "no") : .complete(value: 0))
        }
    }

    @Test("Median: worse than the median of earlier cohorts at the same rung is stopped")
    func median() {
        let scheduler = MedianStopping(cohort: 3, every: 5)
        let odd = view([[3], [2.9], [3.1]], rungs: [5, 10], earlier: complete([1, 5, 3, 2, 4]))
        #expect(verdicts(scheduler, atRung: 0, odd) == [.goOn, .goOn, .stop])
        let even = view([[3.5], [3.6], [4]], rungs: [5, 10], earlier: complete([1, 5, 3, 2, 4, 6]))
        #expect(verdicts(scheduler, atRung: 0, even) == [.goOn, .stop, .stop])
        let largest = view(
            [[3], [2.9], [3.1]], rungs: [5, 10], direction: .maximize, earlier: complete([1, 5, 3, 2, 4]))
        #expect(verdicts(scheduler, atRung: 0, largest) == [.goOn, .stop, .goOn])
        // Nobody of the earlier cohorts has a value at the second rung.
        let later = view([[9, 9]], rungs: [5, 10], earlier: complete([1, 5, 3, 2, 4]))
        #expect(verdicts(scheduler, atRung: 1, later) == [.goOn])
    }

    @Test("Median: none is stopped before five are complete, and none judged before earlier cohorts have ended")
    func few() {
        let scheduler = MedianStopping(cohort: 3, every: 5)
        let four = view([[9]], rungs: [5], earlier: complete([1, 5, 3, 2, 4], failed: 1))
        #expect(verdicts(scheduler, atRung: 0, four) == [.goOn])
        let open = view([[9]], rungs: [5], earlier: complete([1, 5, 3, 2, 4]), isAfterEarlier: false)
        #expect(verdicts(scheduler, atRung: 0, open) == [.wait])
    }

    // MARK: Patience

    @Test("Patience: a trial is stopped after so many reports without an improvement of its own")
    func patience() {
        let scheduler = Patience(reports: 2, every: 1)
        let rungs = [1, 2, 3, 4, 5]
        #expect(scheduler.rungs(ofCohort: 9, on: StepScale(count: 6)) == rungs)
        let trial = view([[5, 4, 4, 3, 3]], rungs: rungs)
        #expect(
            rungs.indices.map { scheduler.verdict(on: 0, atRung: $0, in: trial) } == Array(repeating: .goOn, count: 5))
        let stuck = view([[5, 4, 4, 4, 1]], rungs: rungs)
        #expect(scheduler.verdict(on: 0, atRung: 2, in: stuck) == .goOn)
        #expect(scheduler.verdict(on: 0, atRung: 3, in: stuck) == .stop)
        let falling = view([[5, 4, 3]], rungs: rungs, direction: .maximize)
        #expect(scheduler.verdict(on: 0, atRung: 2, in: falling) == .stop)
    }
}
