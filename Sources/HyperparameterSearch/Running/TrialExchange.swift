import Foundation

/// Where the evaluating threads and the recorder meet: batches one way, finished trials the other.
///
/// The recorder alone calls the store; the threads only wait here.
final class TrialExchange: @unchecked Sendable {
    /// Results beyond this many make the threads wait for the recorder.
    private static let mostPending = 8192

    // Everything below is guarded by `condition`.
    private let condition = NSCondition()
    private var queue: BatchQueue
    private var pending: [FinishedTrial] = []
    private var isExhausted = false
    private var workers: Int
    private let lowWater: Int
    private let cancellation: Cancellation

    /// - Parameter lowWater: with fewer waiting trials than this, the recorder is asked for more.
    init(queue: BatchQueue, workers: Int, lowWater: Int, cancellation: Cancellation) {
        self.queue = queue
        self.workers = workers
        self.lowWater = lowWater
        self.cancellation = cancellation
    }

    // MARK: For the evaluating threads

    /// The next batch to evaluate; nil when the thread's work is over.
    func nextBatch() -> [Candidate]? {
        condition.withLock {
            while true {
                if cancellation.isCancelled { return nil }
                if let batch = queue.next(isLast: isExhausted) {
                    if queue.count < lowWater { condition.broadcast() }
                    return batch
                }
                if isExhausted { return nil }
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
        }
    }

    func deliver(_ trials: [FinishedTrial]) {
        condition.withLock {
            while pending.count > Self.mostPending, !cancellation.isCancelled {
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
            pending += trials
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
        var finished: [FinishedTrial]
        var wantsMore: Bool
        var isOver: Bool
    }

    /// Waits, at the longest until `deadline`, for something that the recorder must do.
    ///
    /// - Parameter patience: finished trials may gather until this moment, unless there are many.
    func turn(patience: Date, deadline: Date) -> Turn {
        condition.withLock {
            while true {
                let wantsMore = !isExhausted && queue.count < lowWater && !cancellation.isCancelled
                let mustFlush = !pending.isEmpty && (Date() >= patience || pending.count >= Self.mostPending / 2)
                if wantsMore || mustFlush || workers == 0 || Date() >= deadline {
                    let finished = pending
                    pending = []
                    if !finished.isEmpty { condition.broadcast() }
                    return Turn(finished: finished, wantsMore: wantsMore, isOver: workers == 0)
                }
                _ = condition.wait(until: pending.isEmpty ? deadline : min(patience, deadline))
            }
        }
    }

    /// Adds claimed trials; none means that there are no more.
    func add(_ candidates: [Candidate], key: (TrialParameters) -> BatchKey?) {
        condition.withLock {
            if candidates.isEmpty { isExhausted = true }
            queue.append(candidates, key: key)
            condition.broadcast()
        }
    }
}
