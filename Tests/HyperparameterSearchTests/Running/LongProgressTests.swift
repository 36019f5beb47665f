import Foundation
import TestSupport
import Testing

@testable import HyperparameterSearch

/// The progress that a run reports for few, long trials.
@Suite struct LongProgressTests {
    /// The reported progress.
    private final class Told: @unchecked Sendable {
        private let lock = NSLock()
        private var last: RunProgress?
        private var flying: Set<RunProgress.InFlight> = []

        func tell(_ progress: RunProgress) {
            lock.withLock {
                last = progress
                flying.formUnion(progress.inFlight)
            }
        }

        var recorded: Int { lock.withLock { last?.recorded ?? 0 } }
        /// Searches under the lock, because the thread sanitizer would report a race on a returned copy of the set.
        func hasTold(_ flight: RunProgress.InFlight) -> Bool { lock.withLock { flying.contains(flight) } }
        var inFlight: Set<RunProgress.InFlight> { lock.withLock { flying } }
    }

    private func flight(_ number: Int, _ step: Int) -> RunProgress.InFlight {
        RunProgress.InFlight(number: number, step: step, steps: 25, report: "trial \(number) at \(step)")
    }

    /// The objective waits after its first step, and after each milestone, until that progress has been reported.
    @Test(arguments: [1, 2], [1, 3]) func runningTrialsAreToldAtEachMilestone(_ threads: Int, _ batch: Int) throws {
        let told = Told()
        let objective = LongObjective(preferredBatchSize: batch) { number, step in
            guard step % 5 == 1 else { return }
            let isTold = wait { told.hasTold(flight(number, step - 1)) }
            #expect(isTold, "step \(step - 1) of trial \(number)")
        }
        let summary = try LongRun().run(objective, threads: threads) { progress in
            told.tell(progress)
            let numbers = progress.inFlight.map(\.number)
            #expect(numbers == numbers.sorted() && numbers.count <= threads * batch)
            #expect(progress.finished + progress.inFlight.count <= progress.budget)
        }
        let wanted = (0..<LongSearch.budget).filter { $0 != 6 }.flatMap { number in
            [0, 5, 10, 15, 20].filter { number != 4 || $0 < 12 }.map { flight(number, $0) }
        }
        #expect(told.inFlight == Set(wanted))
        #expect(summary.progress.inFlight.isEmpty && summary.progress.remaining == 0)
    }

    /// Trial 4, in one batch with others, fails at step 12. The others wait until it is recorded.
    @Test func aTrialThatEndsIsRecordedBeforeTheRestOfItsBatch() throws {
        let told = Told()
        let objective = LongObjective(preferredBatchSize: 64) { number, step in
            guard number == 5, step == 16 else { return }
            let isRecorded = wait { told.recorded >= 1 }
            #expect(isRecorded)
        }
        try LongRun().run(objective, progress: told.tell)
    }

    @Test func anInterruptedRunTellsWhereItsTrialsStood() throws {
        let (long, cancellation) = (try LongRun(), Cancellation())
        let objective = LongObjective { number, step in if (number, step) == (1, 8) { cancellation.cancel() } }
        let first = try long.run(objective, cancellation: cancellation).progress
        #expect(first.inFlight == [flight(1, 8)] && first.recorded == 1 && first.resumed == 0)

        let again = Cancellation()
        let going = LongObjective { number, step in if (number, step) == (1, 9) { again.cancel() } }
        let second = try long.run(going, cancellation: again).progress
        #expect(second.inFlight == [flight(1, 9)] && second.recorded == 0 && second.resumed == 8.0 / 25)

        let last = try long.run(LongObjective()).progress
        #expect(last.recorded == 8 && last.resumed == 9.0 / 25)
    }

    // MARK: Time left

    private func remaining(
        finished: Int = 0, budget: Int = 4, recorded: Int = 0, elapsed: Double = 10, steps: [Int] = [],
        resumed: Double = 0, measured: Double? = nil
    ) -> Double? {
        RunProgress(
            finished: finished, budget: budget, recorded: recorded, failed: 0, pruned: 0, elapsed: elapsed, best: nil,
            inFlight: steps.enumerated().map { .init(number: $0.offset, step: $0.element, steps: 8, report: nil) },
            resumed: resumed, measured: measured
        ).remaining
    }

    @Test func stepsInFlightCount() {
        #expect(remaining() == nil, "nothing is known")
        #expect(remaining(steps: [0, 0]) == nil)
        #expect(remaining(steps: [2]) == 150, "a quarter of a trial in 10 s, of 4")
        #expect(remaining(steps: [4, 4]) == 30)
        #expect(remaining(finished: 1, recorded: 1, steps: [4, 4]) == 10)
        #expect(remaining(finished: 4, recorded: 4) == 0)
    }

    @Test func whatEarlierRunsDidIsNotThisRunsPace() {
        #expect(remaining(steps: [6], resumed: 0.75) == nil)
        #expect(remaining(steps: [6], resumed: 0.5) == 130, "a quarter in 10 s, 3 1/4 left")
        #expect(remaining(finished: 3, recorded: 1, resumed: 0.5) == 20, "half a trial in 10 s, 1 left")
    }

    @Test func betweenMilestonesTheTimeRunsDown() {
        #expect(remaining(elapsed: 10, steps: [2], measured: 10) == 150)
        #expect(remaining(elapsed: 19, steps: [2], measured: 10) == 141)
        #expect(remaining(elapsed: 1000, steps: [2], measured: 10) == 0, "late, but not negative")
    }
}
