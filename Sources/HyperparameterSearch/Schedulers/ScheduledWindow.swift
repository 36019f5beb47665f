import Dispatch
import Foundation

/// A group of trials that run together. At each rung a scheduler decides which of them go on. The trials advance one
/// rung at a time, in the scheduler's order.
final class ScheduledWindow<O: Objective, S: Scheduler>: @unchecked Sendable {
    /// A trial in flight. A class, because thousands of them are sorted again and again. One thread at a time uses it:
    /// the one that advances it, or the one that holds the lock while it waits.
    private final class Entry {
        let candidate: Candidate
        let key: UInt64
        let begunAt: Int
        var progress: O.Progress
        var standing: Standing

        init(candidate: Candidate, key: UInt64, begunAt: Int, progress: O.Progress, standing: Standing) {
            self.candidate = candidate
            self.key = key
            self.begunAt = begunAt
            self.progress = progress
            self.standing = standing
        }
    }

    private let objective: O
    private let scheduler: S
    private let threads: Int
    private let cancellation: Cancellation
    private let exchange: TrialExchange
    /// The window's place in the exchange's work.
    private let place: Int
    private let rungs: [Int]
    private let ranking: SharedRanking
    private let started = Date()

    // Guarded by `condition`.
    private let condition = NSCondition()
    /// The waiting trials, in the order in which they will advance.
    private var waiting: [Entry] = []
    private var advancing = 0
    /// The sums over the trials that wait or advance; those that advance count as they stood before.
    private var flight = WorkInFlight.Standing()

    /// - Parameters:
    ///   - ranking: the best trials so far. This window adds its own trials; other processes may add theirs.
    ///   - exchange: takes the finished and the stopped trials, and after a cancellation the others' checkpoints.
    init(
        objective: O, scheduler: S, threads: Int, ranking: SharedRanking, cancellation: Cancellation,
        exchange: TrialExchange
    ) {
        self.objective = objective
        self.scheduler = scheduler
        self.threads = threads
        self.ranking = ranking
        self.cancellation = cancellation
        self.exchange = exchange
        place = exchange.work.makeBatch()
        rungs = scheduler.rungs(through: objective.steps)
    }

    /// Evaluates the trials on all threads.
    ///
    /// - Returns: false where the run was cancelled; the trials that had ended by then are delivered.
    func evaluate(_ trials: [ClaimedTrial]) -> Bool {
        defer { exchange.work.tell(place, nil) }
        let entries = trials.map { trial in
            let progress = trial.begin(objective, ignored: exchange.ignore)
            let step = if case .running(let step, _) = objective.status(of: progress) { step } else { 0 }
            return Entry(
                candidate: trial.candidate, key: objective.batchKey(for: trial.candidate.parameters)?.rawValue ?? 0,
                begunAt: step, progress: progress,
                standing: Standing(number: trial.candidate.number, step: step, bound: nil))
        }
        sortOut(entries)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while let batch = nextBatch() {
                advance(batch)
                sortOut(batch, advanced: true)
            }
        }
        guard cancellation.isCancelled else { return true }
        keepFurthest()
        return false
    }

    /// The most bytes of checkpoints that a stopped window keeps, which are written in about half a second. A window
    /// holds thousands of waiting trials, most of which will be pruned soon. The furthest have the best bounds and would
    /// take longest to repeat.
    private static var mostKeptBytes: Int { 64 << 20 }

    /// Reports the checkpoints of the trials that have advanced, the furthest first.
    private func keepFurthest() {
        var (kept, bytes): ([TrialReport], Int) = ([], 0)
        let waiting = condition.withLock { self.waiting }
        for entry in waiting.sorted(by: { $0.standing.step > $1.standing.step }) {
            let (number, step) = (entry.standing.number, entry.standing.step)
            guard let data = objective.checkpoint(of: entry.progress) else { continue }
            bytes += data.count
            guard bytes <= Self.mostKeptBytes else { break }
            kept.append(
                TrialReport(
                    number: number, begunAt: entry.begunAt, step: step, text: objective.report(of: entry.progress),
                    values: [], checkpoint: TrialCheckpoint(number: number, step: step, data: data)))
        }
        exchange.report(kept)
    }

    /// Waits for the next batch: the first waiting trial and further ones at the same step, up to the preferred batch
    /// size, but no more than an equal part for each thread. Nil when no trial is left.
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

    /// Advances a batch, whose trials are all at one step, to the next rung.
    private func advance(_ batch: [Entry]) {
        guard let step = rungs.first(where: { $0 > batch[0].standing.step }) else { return }
        var progress = batch.map(\.progress)
        _ = objective.advance(&progress, to: step, cancellation: cancellation)
        for index in batch.indices { batch[index].progress = progress[index] }
    }

    /// Delivers the trials that have ended and the trials that the scheduler stops; the others wait.
    ///
    /// A cancelled trial may stop at any step. Its bound still holds, and it is not advanced again.
    private func sortOut(_ entries: [Entry], advanced: Bool = false) {
        condition.withLock {
            if advanced {
                advancing -= 1
                for entry in entries { flight.remove(begun: entry.begunAt, step: entry.standing.step) }
            }
            var finished: [FinishedTrial] = []
            for entry in entries {
                switch objective.status(of: entry.progress) {
                case .ended(let ended):
                    let evaluation = ended.withoutPruning
                    let trial = finish(entry, evaluation)
                    if case .complete(let value) = trial.evaluation.outcome {
                        ranking.insert(CollectionOfOne(Ranking.Entry(number: entry.candidate.number, value: value)))
                    }
                    finished.append(trial)
                case .running(let step, _) where step >= objective.steps:
                    finished.append(finish(entry, .unending(at: step)))
                case .running(let step, let bound):
                    entry.standing = Standing(
                        number: entry.candidate.number, step: step, bound: bound,
                        value: objective.intermediateValue(of: entry.progress).flatMap { $0.isFinite ? $0 : nil })
                    waiting.append(entry)
                    flight.add(begun: entry.begunAt, step: step)
                }
            }
            waiting.sort(by: isAdvanced)
            finished += takeStopped()
            if !finished.isEmpty { exchange.deliver(finished) }
            exchange.work.tell(place, flight)
            condition.broadcast()
        }
    }

    /// Removes the waiting trials that the scheduler stops, and returns them as pruned.
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
            flight.remove(begun: entry.begunAt, step: standing.step)
            finished.append(finish(entry, .stopped(standing)))
        }
        waiting = rest
        return finished
    }

    /// Orders by the scheduler, then by key, so that trials with equal keys are neighbours, then by number.
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
