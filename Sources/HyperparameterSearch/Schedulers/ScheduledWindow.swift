import Dispatch
import Foundation

/// A group of trials that run together. At each rung a scheduler decides which of them go on, and which advance next.
///
/// At most ``Objective/mostInFlight`` waiting trials keep their progress. Beyond that number, progress is released: first
/// that of trials before their first step, then that of the last trials in the scheduler's order, which will probably be
/// stopped. A trial without progress begins again when it advances, to the same result.
final class ScheduledWindow<O: Objective, S: Scheduler>: @unchecked Sendable {
    /// A trial of the window. One thread at a time uses it: the one that advances it, or the one that holds the lock while
    /// it waits.
    private final class Entry {
        let index: Int
        let candidate: Candidate
        let key: UInt64
        let begunAt: Int
        /// Nil where the trial has ended, or has to begin again.
        var progress: O.Progress?
        var standing: Standing

        init(_ index: Int, _ candidate: Candidate, key: UInt64, begunAt: Int, progress: O.Progress) {
            self.index = index
            self.candidate = candidate
            self.key = key
            self.begunAt = begunAt
            self.progress = progress
            standing = Standing(number: candidate.number, step: begunAt, bound: nil)
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
    private var entries: [Entry] = []
    private var waiting = WaitingOrder()
    /// The number of waiting trials whose progress is kept.
    private var kept = 0
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
    }

    /// Evaluates the trials on all threads.
    ///
    /// - Returns: false where the run was cancelled; the trials that had ended by then are delivered.
    func evaluate(_ trials: [ClaimedTrial]) -> Bool {
        defer { exchange.work.tell(place, nil) }
        // A few at a time, since no more may be in memory than the objective allows.
        for start in stride(from: 0, to: trials.count, by: 64) {
            sortOut(trials[start..<min(start + 64, trials.count)].map(begin))
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

    private func begin(_ trial: ClaimedTrial) -> Entry {
        let progress = trial.begin(objective, ignored: exchange.ignore)
        let step = if case .running(let step, _) = objective.status(of: progress) { step } else { 0 }
        let key = objective.batchKey(for: trial.candidate.parameters)?.rawValue ?? 0
        return condition.withLock {
            entries.append(Entry(entries.count, trial.candidate, key: key, begunAt: step, progress: progress))
            return entries[entries.count - 1]
        }
    }

    /// The most bytes of checkpoints that a stopped window keeps, which are written in about half a second. A window
    /// holds thousands of waiting trials, most of which will be pruned soon. The furthest have the best bounds and would
    /// take longest to repeat.
    private static var mostKeptBytes: Int { 64 << 20 }

    /// Reports the checkpoints of the trials that have advanced, the furthest first.
    private func keepFurthest() {
        var (reports, bytes): ([TrialReport], Int) = ([], 0)
        let waiting = condition.withLock { self.waiting.trials.map { entries[$0.index] } }
        for entry in waiting.sorted(by: { $0.standing.step > $1.standing.step }) {
            guard let progress = entry.progress, let data = objective.checkpoint(of: progress) else { continue }
            bytes += data.count
            guard bytes <= Self.mostKeptBytes else { break }
            reports.append(report(entry, data))
        }
        exchange.report(reports)
    }

    private func report(_ entry: Entry, _ checkpoint: Data?) -> TrialReport {
        let (number, step) = (entry.standing.number, entry.standing.step)
        return TrialReport(
            number: number, begunAt: entry.begunAt, step: step, text: entry.progress.flatMap(objective.report),
            values: [], checkpoint: checkpoint.map { TrialCheckpoint(number: number, step: step, data: $0) })
    }

    // MARK: Advancing

    /// Waits for the next batch. Nil when no trial is left.
    private func nextBatch() -> [Entry]? {
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
    private func takeBatch() -> [Entry]? {
        let size = max(1, objective.preferredBatchSize)
        let trials = TrialsInWindow(
            waiting: waiting.standings, advancing: advancing, rungs: rungs, best: ranking.ranking,
            preferredCount: size * threads, runs: ranking.runs)
        let next = scheduler.next(of: trials)
        guard let first = next.first else { return nil }
        let target = trials.target(of: trials.waiting[first])
        // Other threads may advance the first parts of these trials already.
        let count = next.count + advancing.count { trials.target(of: $0) == target }
        let parts = max(threads, (count + size - 1) / size)
        let batch = waiting.take(neighbours: (count + parts - 1) / parts, among: next).map { entries[$0.index] }
        advancing += batch.map(\.standing)
        kept -= batch.count { $0.progress != nil }
        return batch
    }

    /// Advances a batch, whose trials stand before one rung, to that rung.
    private func advance(_ batch: [Entry]) {
        guard let step = rungs.first(where: { $0 > batch[0].standing.step }) else { return }
        // The states are changed in place, since no one else holds them.
        var progress = batch.map { entry in
            defer { entry.progress = nil }
            return entry.progress ?? objective.begin(entry.candidate)
        }
        _ = objective.advance(&progress, to: step, cancellation: cancellation)
        for index in batch.indices { batch[index].progress = progress[index] }
    }

    // MARK: Sorting out

    /// Delivers the trials that have ended and the trials that the scheduler stops; the others wait.
    ///
    /// A cancelled trial may stop at any step. Its bound still holds, and it is not advanced again.
    private func sortOut(_ batch: [Entry], advanced: Bool = false) {
        let statuses = batch.map { entry in entry.progress.map { (objective.status(of: $0), value(of: $0)) } }
        condition.withLock {
            if advanced {
                let numbers = Set(batch.map(\.standing.number))
                advancing.removeAll { numbers.contains($0.number) }
                for entry in batch { flight.remove(begun: entry.begunAt, step: entry.standing.step) }
            }
            var (finished, running): ([FinishedTrial], [WaitingOrder.Place]) = ([], [])
            for (entry, status) in zip(batch, statuses) {
                switch status {
                case nil: break
                case (.ended(let ended), _)?:
                    let trial = finish(entry, ended.withoutPruning)
                    if case .complete(let value) = trial.evaluation.outcome {
                        ranking.insert(CollectionOfOne(Ranking.Entry(number: entry.candidate.number, value: value)))
                    }
                    finished.append(trial)
                case (.running(let step, _), _)? where step >= objective.steps:
                    finished.append(finish(entry, .unending(at: step)))
                case (.running(let step, let bound), let value)?:
                    entry.standing = Standing(number: entry.candidate.number, step: step, bound: bound, value: value)
                    running.append(.init(index: entry.index, key: entry.key, standing: entry.standing))
                    flight.add(begun: entry.begunAt, step: step)
                }
            }
            waiting.insert(running, by: areInOrder)
            kept += running.count
            finished += takeStopped()
            if advanced { giveBack() }
            release()
            if !finished.isEmpty { exchange.deliver(finished) }
            exchange.work.tell(place, flight)
            condition.broadcast()
        }
    }

    private func value(of progress: O.Progress) -> Double? {
        objective.intermediateValue(of: progress).flatMap { $0.isFinite ? $0 : nil }
    }

    /// Removes the waiting trials that the scheduler stops, and returns them as pruned.
    private func takeStopped() -> [FinishedTrial] {
        waiting.remove(scheduler.stopped(waiting.standings, best: ranking.ranking)).map { place in
            let entry = entries[place.index]
            if entry.progress != nil { kept -= 1 }
            flight.remove(begun: entry.begunAt, step: entry.standing.step)
            return finish(entry, .stopped(entry.standing))
        }
    }

    /// Gives the share of the waiting trials back that other runs want, with their checkpoints.
    ///
    /// Trials before their first step are given back first, by whole batches of neighbours, so that both runs keep trials
    /// that share work. Of the others, this run keeps as many good ones as it gives back.
    private func giveBack() {
        guard let share = exchange.takeWantedShare() else { return }
        let standings = waiting.standings
        let atRest = standings.indices.filter { standings[$0].step == 0 }
        let block = max(1, objective.preferredBatchSize) * ClaimOrder.batchesInWindows
        let givesBlocks = atRest.count >= 2 * block
        let places = givesBlocks ? atRest : Array(standings.indices)
        let size = givesBlocks ? block : 1
        let rate = min(1, share * Double(standings.count) / Double(max(1, places.count)))
        var (given, checkpoints, bytes): ([Int], [Data?], Int) = ([], [], 0)
        for start in stride(from: 0, to: places.count, by: size) where bytes < Self.mostKeptBytes {
            let part = places[start..<min(start + size, places.count)]
            guard Double(given.count + part.count) <= rate * Double(part.endIndex) else { continue }
            for position in part {
                let entry = entries[waiting.trials[position].index]
                if var progress = entry.progress {
                    objective.suspend(&progress)
                    entry.progress = progress
                }
                let data = entry.standing.step == 0 ? nil : entry.progress.flatMap(objective.checkpoint)
                given.append(position)
                checkpoints.append(data)
                bytes += data?.count ?? 0
            }
        }
        let reports = zip(waiting.remove(given), checkpoints).map { place, checkpoint in
            let entry = entries[place.index]
            defer { entry.progress = nil }
            if entry.progress != nil { kept -= 1 }
            flight.remove(begun: entry.begunAt, step: entry.standing.step)
            return report(entry, checkpoint)
        }
        exchange.park(reports)
    }

    /// Releases the progress of waiting trials beyond the most that may be kept.
    private func release() {
        guard kept > objective.mostInFlight else { return }
        for onlyAtRest in [true, false] {
            for position in waiting.trials.indices.reversed() {
                guard kept > objective.mostInFlight else { return }
                let entry = entries[waiting.trials[position].index]
                // A trial that goes on from a checkpoint would lose what an earlier run has done.
                guard entry.progress != nil, entry.begunAt == 0, !onlyAtRest || entry.standing.step == 0 else {
                    continue
                }
                if var progress = entry.progress { objective.suspend(&progress) }
                entry.progress = nil
                kept -= 1
            }
        }
    }

    /// Orders by the scheduler, then by key, then by number.
    private func areInOrder(_ a: WaitingOrder.Place, _ b: WaitingOrder.Place) -> Bool {
        let direction = objective.direction
        if scheduler.isAdvanced(a.standing, before: b.standing, direction: direction) { return true }
        if scheduler.isAdvanced(b.standing, before: a.standing, direction: direction) { return false }
        return (a.key, a.standing.number) < (b.key, b.standing.number)
    }

    private func finish(_ entry: Entry, _ evaluation: Evaluation) -> FinishedTrial {
        entry.progress = nil
        return FinishedTrial(entry.candidate, evaluation, started: started, finished: Date())
    }
}
