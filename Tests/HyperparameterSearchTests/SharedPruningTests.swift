import Foundation
import SearchContracts
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite("Lossless pruning by several runs at once")
struct SharedPruningTests {
    @Test("finds the best K of a complete run", arguments: [Direction.minimize, .maximize], [2, 4])
    func best(direction: Direction, runs: Int) throws {
        for seed in 0..<UInt64(10) {
            let complete = try PrunedStudy(seed: seed, direction: direction, trials: 200)
            try complete.run(.complete)
            let study = try PrunedStudy(seed: seed, direction: direction, trials: 200)
            let summaries = try onThreads(runs) { _ in try study.run(.keep(7)) }
            #expect(summaries.allSatisfy { $0.ending == .finished && $0.progress.finished == 200 })
            #expect(try study.best(7) == complete.best(7), "seed \(seed)")
            let truth = Dictionary(uniqueKeysWithValues: try complete.contents().map { ($0.number, $0) })
            for trial in try study.contents() where trial.state != .pruned { #expect(trial == truth[trial.number]) }
        }
    }

    /// A window whose trials another run wants, evaluated on this thread.
    private func evaluate(
        _ count: Int, giving share: Double, batch: Int
    ) -> (parked: Set<Int>, finished: Set<Int>, checkpoints: Set<Int>) {
        let cancellation = Cancellation()
        let exchange = TrialExchange(
            queue: BatchQueue(preferredSize: count, threads: 0), workers: 1, cancellation: cancellation)
        exchange.want(share: share)
        let window = ScheduledWindow(
            objective: Saved(preferredBatchSize: batch), scheduler: LosslessTopScheduler(3), threads: 1,
            ranking: SharedRanking(Ranking(direction: .minimize, capacity: 3)), cancellation: cancellation,
            exchange: exchange)
        let trials = (0..<count).map {
            ClaimedTrial(candidate: Candidate(number: $0, parameters: [:]), checkpoint: nil, course: nil)
        }
        #expect(window.evaluate(trials))
        exchange.workerEnded()
        let turn = exchange.turn(patience: .distantPast, deadline: .distantPast)
        #expect(turn.parked.count == Set(turn.parked).count)
        return (
            Set(turn.parked), Set(turn.finished.map(\.candidate.number)),
            Set(turn.reports.filter { $0.checkpoint != nil }.map(\.number))
        )
    }

    @Test("a window gives whole batches of trials back that have not begun", arguments: [0.25, 0.5, 0.75])
    func batchesAtRest(share: Double) {
        let (parked, finished, checkpoints) = evaluate(400, giving: share, batch: 10)
        #expect(parked.isDisjoint(with: finished) && parked.count + finished.count == 400)
        // The first batch had advanced by then.
        #expect(abs(Double(parked.count) - 390 * share) <= 40)
        #expect(parked.allSatisfy { parked.contains($0 / 10 * 10) && parked.contains($0 / 10 * 10 + 9) })
        #expect(checkpoints.isEmpty)
    }

    @Test("of trials that have begun it gives good and bad ones back, with their checkpoints")
    func furtherOn() {
        // All trials advance at once, so none is before its first step.
        let (parked, finished, checkpoints) = evaluate(40, giving: 0.5, batch: 40)
        #expect(parked.count == 20 && finished.count == 20 && parked.isDisjoint(with: finished))
        #expect(parked == Set(stride(from: 1, to: 40, by: 2)), "every other one in order of bound")
        #expect(checkpoints == parked)
    }

    @Test(
        "the trials that each of several runs completes first are fewer",
        arguments: [(1, 20, 2), (2, 20, 1), (4, 20, 1)])
    func leaders(runs: Int, first: Int, last: Int) {
        let scheduler = LosslessTopScheduler(2)
        func next(_ waiting: [Standing]) -> Int {
            scheduler.next(
                of: TrialsInWindow(
                    waiting: waiting, advancing: [], rungs: [1, 2, 4, 8],
                    best: Ranking(direction: .minimize, capacity: 2), preferredCount: 3, runs: runs)
            ).count
        }
        let all = (0..<100).map { Standing(number: $0, step: 1, bound: Double($0)) }
        #expect(next(all) == first)
        let atLast = (0..<40).map { Standing(number: $0, step: 4, bound: Double($0)) }
        #expect(next(atLast) == last)
    }
}

/// Each step adds n to the value of trial n.
private struct Saved: Objective {
    let direction = Direction.minimize
    let steps = 200
    let hasMonotoneBound = true
    let preferredBatchSize: Int

    struct Progress: Sendable {
        let number: Int
        var step = 0
        var sum: Double { Double(number) * Double(step) }
    }

    func batchKey(for parameters: TrialParameters) -> BatchKey? { nil }
    func begin(_ candidate: Candidate) -> Progress { Progress(number: candidate.number) }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        for index in batch.indices { batch[index].step = step }
        return true
    }

    func status(of progress: Progress) -> TrialStatus {
        progress.step == steps
            ? .ended(Evaluation(.complete(value: progress.sum), steps: steps))
            : .running(step: progress.step, bound: progress.step == 0 ? nil : progress.sum)
    }

    func checkpoint(of progress: Progress) -> Data? { Data("\(progress.step)".utf8) }
}
