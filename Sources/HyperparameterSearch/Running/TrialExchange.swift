import Foundation

/// Where the evaluating threads and the recorder meet: batches one way, reports and finished trials the other.
///
/// The recorder alone calls the store; the threads only wait here.
final class TrialExchange: @unchecked Sendable {
    /// Results beyond this many make the threads wait for the recorder.
    private static let mostPending = 8192

    // Everything below is guarded by `condition`.
    private let condition = NSCondition()
    private var queue: BatchQueue
    private var pending: [FinishedTrial] = []
    /// The last word of each running trial, where the recorder has not heard it yet.
    private var reports: [Int: TrialReport] = [:]
    private var isExhausted = false
    private var isNearlyExhausted = false
    private var workers: Int
    private var lowWater: Int
    private let cancellation: Cancellation

    init(queue: BatchQueue, workers: Int, cancellation: Cancellation) {
        self.queue = queue
        self.workers = workers
        lowWater = 1
        self.cancellation = cancellation
    }

    // MARK: For the evaluating threads

    /// The next batch to evaluate; nil when the thread's work is over.
    func nextBatch() -> [ClaimedTrial]? {
        condition.withLock {
            while true {
                if cancellation.isCancelled { return nil }
                if let batch = queue.next(isLast: isNearlyExhausted) {
                    if queue.count < lowWater { condition.broadcast() }
                    return batch
                }
                if isExhausted { return nil }
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
        }
    }

    /// Hands over running trials; never waits. A report that the recorder has not seen gives way to a newer one.
    func report(_ new: [TrialReport]) {
        guard !new.isEmpty else { return }
        condition.withLock {
            for var report in new {
                if let unseen = reports[report.number] {
                    report.checkpoint = report.checkpoint ?? unseen.checkpoint
                    report.values = unseen.values + report.values
                }
                reports[report.number] = report
            }
            condition.broadcast()
        }
    }

    func deliver(_ trials: [FinishedTrial]) {
        guard !trials.isEmpty else { return }
        condition.withLock {
            while pending.count > Self.mostPending, !cancellation.isCancelled {
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
            pending += trials
            // An ended trial needs no checkpoint, and may not have one. Its intermediate values are in its evaluation.
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
        /// By number.
        var reports: [TrialReport]
        var finished: [FinishedTrial]
        var wantsMore: Bool
        var isOver: Bool
    }

    /// Waits, at the longest until `deadline`, for something that the recorder must do.
    ///
    /// - Parameters:
    ///   - patience: reports and finished trials may gather until this moment, unless there are many.
    ///   - lowWater: with fewer waiting trials than this, more are wanted.
    func turn(patience: Date, deadline: Date, lowWater: Int = 0) -> Turn {
        condition.withLock {
            self.lowWater = lowWater
            while true {
                let wantsMore = !isExhausted && queue.count < lowWater && !cancellation.isCancelled
                let hasNews = !pending.isEmpty || !reports.isEmpty
                let mustFlush = hasNews && (Date() >= patience || pending.count >= Self.mostPending / 2)
                if wantsMore || mustFlush || workers == 0 || Date() >= deadline {
                    let turn = Turn(
                        reports: reports.values.sorted { $0.number < $1.number }, finished: pending,
                        wantsMore: wantsMore, isOver: workers == 0)
                    (reports, pending) = ([:], [])
                    if hasNews { condition.broadcast() }
                    return turn
                }
                _ = condition.wait(until: hasNews ? min(patience, deadline) : deadline)
            }
        }
    }

    /// Adds claimed trials; none means that there are no more.
    ///
    /// - Parameter wanted: how many were asked for. Fewer are likely the last, and shared out among the threads.
    func add(_ trials: [ClaimedTrial], wanted: Int, key: (TrialParameters) -> BatchKey?) {
        condition.withLock {
            if trials.isEmpty { isExhausted = true }
            isNearlyExhausted = trials.count < wanted
            queue.append(trials, key: key)
            condition.broadcast()
        }
    }

    /// The trials that no thread has begun.
    var waiting: Int { condition.withLock { queue.count } }

    /// Takes back the trials that no thread has begun and that would be begun last, as many as are more than `count`.
    func removeAll(beyond count: Int) -> [Int] {
        condition.withLock {
            let removed = queue.removeAll(beyond: count).map(\.candidate.number)
            // What is given back may come again.
            if !removed.isEmpty { isExhausted = false }
            return removed
        }
    }
}
