import Dispatch
import Foundation

/// A group of trials that run together. At each rung a scheduler decides which of them go on, and which advance next.
final class ScheduledWindow<O: Objective, S: Scheduler>: @unchecked Sendable {
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
    private var waiting: WaitingTrials<O>
    private var advancing: [Standing] = []
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
        waiting = WaitingTrials(mostInFlight: objective.mostInFlight)
    }

    /// Evaluates the trials on all threads.
    ///
    /// - Returns: false where the run was cancelled; the trials that had ended by then are delivered.
    func evaluate(_ trials: [ClaimedTrial]) -> Bool {
        defer { exchange.work.tell(place, nil) }
        // A few at a time: no more may be in memory than the objective allows.
        for start in stride(from: 0, to: trials.count, by: Self.begunTogether) {
            sortOut(trials[start..<min(start + Self.begunTogether, trials.count)].map(begin))
        }
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

    private static var begunTogether: Int { 64 }

    private func begin(_ trial: ClaimedTrial) -> WindowEntry<O> {
        let progress = trial.begin(objective, ignored: exchange.ignore)
        let step = if case .running(let step, _) = objective.status(of: progress) { step } else { 0 }
        return WindowEntry(
            candidate: trial.candidate, key: objective.batchKey(for: trial.candidate.parameters)?.rawValue ?? 0,
            begunAt: step, progress: progress,
            standing: Standing(number: trial.candidate.number, step: step, bound: nil))
    }

    /// The most bytes of checkpoints that a stopped window keeps, which are written in about half a second. A window
    /// holds thousands of waiting trials, most of which will be pruned soon. The furthest have the best bounds and would
    /// take longest to repeat.
    private static var mostKeptBytes: Int { 64 << 20 }

    /// Reports the checkpoints of the trials that have advanced, the furthest first.
    private func keepFurthest() {
        var (kept, bytes): ([TrialReport], Int) = ([], 0)
        let waiting = condition.withLock { self.waiting.entries }
        for entry in waiting.sorted(by: { $0.standing.step > $1.standing.step }) {
            let (number, step) = (entry.standing.number, entry.standing.step)
            guard let progress = entry.progress, let data = objective.checkpoint(of: progress) else { continue }
            bytes += data.count
            guard bytes <= Self.mostKeptBytes else { break }
            kept.append(
                TrialReport(
                    number: number, begunAt: entry.begunAt, step: step, text: objective.report(of: progress),
                    values: [], checkpoint: TrialCheckpoint(number: number, step: step, data: data)))
        }
        exchange.report(kept)
    }

    /// Waits for the next batch. Nil when no trial is left.
    private func nextBatch() -> [WindowEntry<O>]? {
        condition.withLock {
            while true {
                if cancellation.isCancelled { return nil }
                if let batch = takeBatch() { return batch }
                if advancing.isEmpty { return nil }
                _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
            }
        }
    }

    /// Takes neighbours, by key, of the trials that the scheduler wants to advance next: up to the preferred batch size,
    /// but no more than an equal part for each thread.
    private func takeBatch() -> [WindowEntry<O>]? {
        let trials = TrialsInWindow(
            waiting: waiting.standings, advancing: advancing, rungs: rungs, best: ranking.ranking,
            preferredCount: objective.preferredBatchSize * threads)
        let next = scheduler.next(of: trials)
        guard let first = next.first else { return nil }
        let target = trials.target(of: trials.waiting[first])
        // Other threads may advance the first parts of these trials already.
        let count = next.count + advancing.count { trials.target(of: $0) == target }
        let parts = max(threads, (count + objective.preferredBatchSize - 1) / objective.preferredBatchSize)
        let batch = waiting.take(neighbours: (count + parts - 1) / parts, among: next)
        advancing += batch.map(\.standing)
        return batch
    }

    /// Advances a batch, whose trials stand before one rung, to that rung.
    private func advance(_ batch: [WindowEntry<O>]) {
        guard let step = rungs.first(where: { $0 > batch[0].standing.step }) else { return }
        // The states are changed in place, since no one else holds them.
        var progress = batch.map { entry in
            defer { entry.progress = nil }
            return entry.progress ?? objective.begin(entry.candidate)
        }
        _ = objective.advance(&progress, to: step, cancellation: cancellation)
        for index in batch.indices { batch[index].progress = progress[index] }
    }

    /// Delivers the trials that have ended and the trials that the scheduler stops; the others wait.
    ///
    /// A cancelled trial may stop at any step. Its bound still holds, and it is not advanced again.
    private func sortOut(_ entries: [WindowEntry<O>], advanced: Bool = false) {
        let statuses = entries.map { entry in entry.progress.map(objective.status) }
        condition.withLock {
            if advanced {
                let numbers = Set(entries.map(\.standing.number))
                advancing.removeAll { numbers.contains($0.number) }
                for entry in entries { flight.remove(begun: entry.begunAt, step: entry.standing.step) }
            }
            var (finished, running): ([FinishedTrial], [WindowEntry<O>]) = ([], [])
            for (entry, status) in zip(entries, statuses) {
                switch status {
                case nil: break
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
                    let value = entry.progress.flatMap(objective.intermediateValue).flatMap { $0.isFinite ? $0 : nil }
                    entry.standing = Standing(number: entry.candidate.number, step: step, bound: bound, value: value)
                    running.append(entry)
                    flight.add(begun: entry.begunAt, step: step)
                }
            }
            waiting.insert(running, by: isAdvanced)
            finished += takeStopped()
            waiting.release()
            if !finished.isEmpty { exchange.deliver(finished) }
            exchange.work.tell(place, flight)
            condition.broadcast()
        }
    }

    /// Removes the waiting trials that the scheduler stops, and returns them as pruned.
    private func takeStopped() -> [FinishedTrial] {
        waiting.remove(scheduler.stopped(waiting.standings, best: ranking.ranking)).map { entry in
            flight.remove(begun: entry.begunAt, step: entry.standing.step)
            return finish(entry, .stopped(entry.standing))
        }
    }

    /// Orders by the scheduler, then by key, so that trials with equal keys are neighbours, then by number.
    private func isAdvanced(_ a: WindowEntry<O>, before b: WindowEntry<O>) -> Bool {
        let direction = objective.direction
        if scheduler.isAdvanced(a.standing, before: b.standing, direction: direction) { return true }
        if scheduler.isAdvanced(b.standing, before: a.standing, direction: direction) { return false }
        return a.precedes(b)
    }

    private func finish(_ entry: WindowEntry<O>, _ evaluation: Evaluation) -> FinishedTrial {
        FinishedTrial(entry.candidate, evaluation, started: started, finished: Date())
    }
}
