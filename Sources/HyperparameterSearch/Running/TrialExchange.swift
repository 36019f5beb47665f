import Foundation

/// Connects the evaluating threads and the recorder. Batches go to the threads; reports and finished trials go to the
/// recorder.
///
/// Only the recorder calls the store. The threads never wait for anything else than this exchange.
final class TrialExchange: @unchecked Sendable {
    /// With more pending results than this, the threads wait for the recorder.
    private static let mostPending = 32_768

    // Everything below is guarded by `condition`.
    private let condition = NSCondition()
    private var queue: BatchQueue
    private var pending: [FinishedTrial] = []
    /// The latest report of each running trial that the recorder has not taken yet, by trial number.
    private var reports: [Int: TrialReport] = [:]
    /// The trials that the threads have given back.
    private var parked: [Int] = []
    /// The number of threads that wait for a batch.
    private var idle = 0
    /// The share of its waiting trials that a window is to give back.
    private var wantedShare: Double?
    private var isExhausted = false
    private var isNearlyExhausted = false
    private var workers: Int
    private var lowWater: Int
    private var ignored: [IgnoredCheckpoint] = []
    private let cancellation: Cancellation
    /// Where the batches in flight stand.
    let work = WorkInFlight()

    struct IgnoredCheckpoint: Sendable {
        let number: Int
        let problem: CheckpointProblem
    }

    init(queue: BatchQueue, workers: Int, cancellation: Cancellation) {
        self.queue = queue
        self.workers = workers
        lowWater = 1
        self.cancellation = cancellation
    }

    // MARK: For the evaluating threads

    /// Waits for the next batch. Nil when the thread has nothing more to do.
    func nextBatch() -> [ClaimedTrial]? {
        condition.withLock {
            var isIdle = false
            defer { if isIdle { idle -= 1 } }
            while true {
                if cancellation.isCancelled { return nil }
                if let batch = queue.next(isLast: isNearlyExhausted) {
                    if queue.count < lowWater { condition.broadcast() }
                    return batch
                }
                if isExhausted { return nil }
                if !isIdle {
                    isIdle = true
                    idle += 1
                    condition.broadcast()
                }
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
        }
    }

    /// The share of its waiting trials that a window is to give back; nil where none are wanted.
    func takeWantedShare() -> Double? {
        condition.withLock {
            defer { wantedShare = nil }
            return wantedShare
        }
    }

    /// Delivers reports of running trials, without waiting. A newer report replaces one that the recorder has not
    /// taken.
    func report(_ new: [TrialReport]) {
        guard !new.isEmpty else { return }
        condition.withLock {
            add(new)
            condition.broadcast()
        }
    }

    private func add(_ new: [TrialReport]) {
        for var report in new {
            if let unseen = reports[report.number] {
                report.checkpoint = report.checkpoint ?? unseen.checkpoint
                report.values = unseen.values + report.values
            }
            reports[report.number] = report
        }
    }

    /// Delivers the last reports of trials that are given back, without waiting.
    func park(_ last: [TrialReport]) {
        guard !last.isEmpty else { return }
        condition.withLock {
            add(last)
            parked += last.map(\.number)
            condition.broadcast()
        }
    }

    /// Says that a trial starts at its first step although it has a checkpoint.
    func ignore(_ number: Int, _ problem: CheckpointProblem) {
        condition.withLock { ignored.append(IgnoredCheckpoint(number: number, problem: problem)) }
    }

    func deliver(_ trials: [FinishedTrial]) {
        guard !trials.isEmpty else { return }
        condition.withLock {
            while pending.count > Self.mostPending, !cancellation.isCancelled {
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
            pending += trials
            // A finished trial must not have a checkpoint, and its intermediate values are in its evaluation.
            if !reports.isEmpty {
                for trial in trials {
                    reports[trial.candidate.number]?.checkpoint = nil
                    reports[trial.candidate.number]?.values = []
                }
            }
            condition.broadcast()
        }
    }

    func workerEnded() {
        condition.withLock {
            workers -= 1
            condition.broadcast()
        }
    }

    // MARK: For the recorder

    struct Turn {
        /// In order of trial number.
        var reports: [TrialReport]
        var finished: [FinishedTrial]
        /// The trials to give back, when their reports are stored.
        var parked: [Int]
        var ignored: [IgnoredCheckpoint]
        var wantsMore: Bool
        var isOver: Bool
    }

    /// Waits until the recorder has something to do, but no longer than until `deadline`.
    ///
    /// - Parameters:
    ///   - patience: reports and finished trials may collect until this time, unless there are many.
    ///   - lowWater: when fewer trials than this wait in the queue, more are wanted.
    ///   - onlyWhenIdle: whether more are wanted only when a thread has nothing to do.
    func turn(patience: Date, deadline: Date, lowWater: Int = 0, onlyWhenIdle: Bool = false) -> Turn {
        condition.withLock {
            self.lowWater = lowWater
            while true {
                let wantsMore =
                    !isExhausted && queue.count < lowWater && (!onlyWhenIdle || idle > 0) && !cancellation.isCancelled
                let hasNews = !pending.isEmpty || !reports.isEmpty
                let mustFlush = hasNews && (Date() >= patience || pending.count >= Self.mostPending / 2)
                if wantsMore || mustFlush || workers == 0 || Date() >= deadline {
                    let turn = Turn(
                        reports: reports.values.sorted { $0.number < $1.number }, finished: pending, parked: parked,
                        ignored: ignored, wantsMore: wantsMore, isOver: workers == 0)
                    (reports, pending, parked, ignored) = ([:], [], [], [])
                    if hasNews { condition.broadcast() }
                    return turn
                }
                _ = condition.wait(until: hasNews ? min(patience, deadline) : deadline)
            }
        }
    }

    /// Adds claimed trials. An empty array says that there are no more.
    ///
    /// - Parameter wanted: how many were asked for. A shorter array is probably the last one, so its trials are divided
    ///   among the threads.
    func add(_ trials: [ClaimedTrial], wanted: Int, key: (TrialParameters) -> BatchKey?) {
        condition.withLock {
            if trials.isEmpty { isExhausted = true }
            isNearlyExhausted = trials.count < wanted
            queue.append(trials, key: key)
            condition.broadcast()
        }
    }

    /// Asks a window to give this share of its waiting trials back; nil for none.
    func want(share: Double?) { condition.withLock { wantedShare = share } }

    /// The number of trials that no thread has begun.
    var waiting: Int { condition.withLock { queue.count } }

    /// Removes the trials that no thread has begun, except the first `count`, and returns their numbers.
    func removeAll(beyond count: Int) -> [Int] {
        condition.withLock {
            let removed = queue.removeAll(beyond: count).map(\.candidate.number)
            // Trials that are given back can be claimed again.
            if !removed.isEmpty { isExhausted = false }
            return removed
        }
    }
}
