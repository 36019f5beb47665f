import Dispatch
import Foundation

/// Trials in flight together, of which a scheduler decides at each rung who goes on. The trials that it puts first are
/// advanced first, a rung at a time.
final class ScheduledWindow<O: Objective, S: Scheduler>: @unchecked Sendable {
    /// A trial in flight.
    private struct Entry {
        let candidate: Candidate
        let key: UInt64
        var progress: O.Progress
        var standing: Standing
    }

    private let objective: O
    private let scheduler: S
    private let threads: Int
    private let cancellation: Cancellation
    private let deliver: ([FinishedTrial]) -> Void
    private let rungs: [Int]
    private let ranking: SharedRanking
    private let started = Date()

    // Guarded by `condition`.
    private let condition = NSCondition()
    /// Waiting trials, in the order in which they are advanced.
    private var waiting: [Entry] = []
    private var advancing = 0

    /// - Parameters:
    ///   - ranking: the best trials so far; this window adds its own, and other processes may add theirs.
    ///   - deliver: takes trials that ended or were stopped; called from any thread, one at a time.
    init(
        objective: O, scheduler: S, threads: Int, ranking: SharedRanking, cancellation: Cancellation,
        deliver: @escaping ([FinishedTrial]) -> Void
    ) {
        self.objective = objective
        self.scheduler = scheduler
        self.threads = threads
        self.ranking = ranking
        self.cancellation = cancellation
        self.deliver = deliver
        rungs = scheduler.rungs(through: objective.steps)
    }

    /// Evaluates trials on all threads.
    ///
    /// - Returns: false where it was cancelled; the trials that had ended by then have been delivered.
    func evaluate(_ candidates: [Candidate]) -> Bool {
        let entries = candidates.map { candidate in
            Entry(
                candidate: candidate, key: objective.batchKey(for: candidate.parameters)?.rawValue ?? 0,
                progress: objective.begin(candidate),
                standing: Standing(number: candidate.number, step: 0, bound: nil))
        }
        sortOut(entries)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while var batch = nextBatch() {
                advance(&batch)
                sortOut(batch, advanced: true)
            }
        }
        return !cancellation.isCancelled
    }

    /// The first waiting trial, and others that stand at its step: as many as make a batch, but not more than the
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
        guard let step = waiting.first?.standing.step else { return nil }
        let alike = waiting.count { $0.standing.step == step }
        let size = min(objective.preferredBatchSize, (alike + threads - 1) / threads)
        var batch: [Entry] = []
        var rest: [Entry] = []
        rest.reserveCapacity(waiting.count)
        for entry in waiting {
            if entry.standing.step == step, batch.count < size { batch.append(entry) } else { rest.append(entry) }
        }
        waiting = rest
        return batch
    }

    /// Advances a batch, whose trials stand at one step, to the next rung.
    private func advance(_ batch: inout [Entry]) {
        guard let step = rungs.first(where: { $0 > batch[0].standing.step }) else { return }
        var progress = batch.map(\.progress)
        _ = objective.advance(&progress, to: step, cancellation: cancellation)
        for index in batch.indices { batch[index].progress = progress[index] }
    }

    /// Delivers the trials that have ended, and those that the scheduler stops; the others wait.
    ///
    /// A cancelled trial may stop at any step. Its bound still holds, and it is not advanced again.
    private func sortOut(_ entries: [Entry], advanced: Bool = false) {
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
                    entry.standing = Standing(
                        number: entry.candidate.number, step: step, bound: bound,
                        value: objective.intermediateValue(of: entry.progress))
                    waiting.append(entry)
                }
            }
            waiting.sort(by: isAdvanced)
            finished += takeStopped()
            if !finished.isEmpty { deliver(finished) }
            condition.broadcast()
        }
    }

    /// Takes the trials out of those that wait which the scheduler stops.
    private func takeStopped() -> [FinishedTrial] {
        let stopped = Set(scheduler.stopped(waiting.map(\.standing), best: ranking.ranking))
        guard !stopped.isEmpty else { return [] }
        var (finished, rest): ([FinishedTrial], [Entry]) = ([], [])
        for (index, entry) in waiting.enumerated() {
            guard stopped.contains(index) else {
                rest.append(entry)
                continue
            }
            let standing = entry.standing
            // Without either number the trial is stored as failed: nothing is known of it.
            let pruning =
                Pruning(bound: standing.bound, lastValue: standing.value) ?? Pruning(bound: .nan)
            finished.append(finish(entry, Evaluation(.pruned(pruning), steps: standing.step)))
        }
        waiting = rest
        return finished
    }

    /// By the scheduler's order; then trials of equal keys together, by number.
    private func isAdvanced(_ a: Entry, before b: Entry) -> Bool {
        let direction = objective.direction
        if scheduler.isAdvanced(a.standing, before: b.standing, direction: direction) { return true }
        if scheduler.isAdvanced(b.standing, before: a.standing, direction: direction) { return false }
        return (a.key, a.candidate.number) < (b.key, b.candidate.number)
    }

    private func finish(_ entry: Entry, _ evaluation: Evaluation) -> FinishedTrial {
        FinishedTrial(entry.candidate, evaluation, started: started, finished: Date())
    }
}
