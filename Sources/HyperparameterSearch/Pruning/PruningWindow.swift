import Dispatch
import Foundation

/// Trials that are searched together for the best K, by branch and bound: the trials with the best bounds go on, a rung
/// at a time, and whoever can no longer be among the best K stops.
///
/// A trial's bound is the best value that it can still reach, and only ever gets worse. So a trial whose bound is worse
/// than the value of the K-th best finished trial is not among the best K, and need not be finished: nothing can be
/// lost. (A bound equal to that value goes on, since equal values rank by number.) And since the best bounds go first,
/// hardly a trial advances that would not have to in any order. Which trials stop, and where, depends on timing; the
/// best K do not.
final class PruningWindow<O: Objective>: @unchecked Sendable {
    /// A trial in flight.
    private struct Entry {
        let candidate: Candidate
        let key: UInt64
        var progress: O.Progress
        var step = 0
        /// Nil before the first rung.
        var bound: Double?
    }

    private let objective: O
    private let threads: Int
    private let cancellation: Cancellation
    private let deliver: ([FinishedTrial]) -> Void
    private let rungs: Rungs
    private let ranking: SharedRanking
    private let started = Date()

    // Guarded by `condition`.
    private let condition = NSCondition()
    /// Waiting trials, the most promising first.
    private var waiting: [Entry]
    private var advancing = 0

    /// - Parameters:
    ///   - ranking: the best K so far, to which this window adds, and others may.
    ///   - deliver: takes trials that ended or were pruned; called from any thread, by one at a time.
    init(
        _ candidates: [Candidate], objective: O, threads: Int, ranking: SharedRanking, cancellation: Cancellation,
        deliver: @escaping ([FinishedTrial]) -> Void
    ) {
        self.objective = objective
        self.threads = threads
        self.ranking = ranking
        self.cancellation = cancellation
        self.deliver = deliver
        rungs = Rungs(through: objective.steps)
        waiting = candidates.map {
            Entry(
                candidate: $0, key: objective.batchKey(for: $0.parameters)?.rawValue ?? 0,
                progress: objective.begin($0))
        }
    }

    /// Evaluates the window on all threads.
    ///
    /// - Returns: false where it was cancelled; what had ended by then has been delivered.
    func evaluate() -> Bool {
        let entries = waiting
        waiting = []
        settle(entries)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while var batch = nextBatch() {
                advance(&batch)
                settle(batch, advanced: true)
            }
        }
        return !cancellation.isCancelled
    }

    /// The most promising trial, and others that stand at its step: as many as make a batch, but not more than the
    /// thread's share. Nil when all is done.
    private func nextBatch() -> [Entry]? {
        condition.withLock {
            while true {
                if cancellation.isCancelled { return nil }
                if let batch = takeBatch() {
                    advancing += 1
                    return batch
                }
                if advancing == 0 { return nil }
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
        }
    }

    private func takeBatch() -> [Entry]? {
        guard let step = waiting.first?.step else { return nil }
        let alike = waiting.count { $0.step == step }
        let size = min(objective.preferredBatchSize, (alike + threads - 1) / threads)
        var batch: [Entry] = []
        var rest: [Entry] = []
        rest.reserveCapacity(waiting.count)
        for entry in waiting {
            if entry.step == step, batch.count < size { batch.append(entry) } else { rest.append(entry) }
        }
        waiting = rest
        return batch
    }

    /// Advances a batch, whose trials stand at one step, to the next rung.
    private func advance(_ batch: inout [Entry]) {
        guard let step = rungs.steps.first(where: { $0 > batch[0].step }) else { return }
        var progress = batch.map(\.progress)
        _ = objective.advance(&progress, to: step, cancellation: cancellation)
        for index in batch.indices { batch[index].progress = progress[index] }
    }

    /// Delivers the trials that have ended, and those that cannot be among the best any more; the others wait.
    private func settle(_ entries: [Entry], advanced: Bool = false) {
        condition.withLock {
            if advanced { advancing -= 1 }
            var finished: [FinishedTrial] = []
            for entry in entries {
                switch objective.status(of: entry.progress) {
                case .ended(let evaluation):
                    let trial = finish(entry, evaluation)
                    if case .complete(let value) = trial.evaluation.outcome {
                        ranking.insert(CollectionOfOne(Ranking.Entry(number: entry.candidate.number, value: value)))
                    }
                    finished.append(trial)
                case .running(let step, _) where step >= objective.steps:
                    finished.append(finish(entry, .unending(at: step)))
                case .running(let step, let bound):
                    var entry = entry
                    (entry.step, entry.bound) = (step, bound)
                    waiting.append(entry)
                }
            }
            // Where a cancelled trial stands, it has done no harm; but it may be anywhere, and goes no further.
            waiting.sort(by: isMorePromising)
            if let threshold = ranking.threshold {
                let hopeless = waiting.drop { !isHopeless($0, threshold) }
                finished += hopeless.map { finish($0, Evaluation(.pruned(bound: $0.bound ?? .nan), steps: $0.step)) }
                waiting.removeLast(hopeless.count)
            }
            if !finished.isEmpty { deliver(finished) }
            condition.broadcast()
        }
    }

    private func isHopeless(_ entry: Entry, _ threshold: Double) -> Bool {
        entry.bound.map { objective.direction.prefers(threshold, to: $0) } ?? false
    }

    /// By bound, best first; trials without one before all others, those of equal keys together. A bound that is NaN
    /// is none: its trial goes on to whatever end it has.
    private func isMorePromising(_ a: Entry, _ b: Entry) -> Bool {
        let (x, y) = (a.bound.flatMap { $0.isNaN ? nil : $0 }, b.bound.flatMap { $0.isNaN ? nil : $0 })
        switch (x, y) {
        case (nil, .some): return true
        case (.some, nil): return false
        case (let x?, let y?) where x != y: return objective.direction.prefers(x, to: y)
        default: return (a.key, a.candidate.number) < (b.key, b.candidate.number)
        }
    }

    private func finish(_ entry: Entry, _ evaluation: Evaluation) -> FinishedTrial {
        FinishedTrial(entry.candidate, evaluation, started: started, finished: Date())
    }
}
