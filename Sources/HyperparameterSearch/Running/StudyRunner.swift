import Dispatch
import Foundation

/// Evaluates the trials of a study that are left, on several threads, and records each as it finishes; the long ones
/// that an earlier run left unfinished from their last checkpoints on.
///
/// The threads come from `DispatchQueue.concurrentPerform` and take batches as they become free; the calling thread is
/// the recorder, the only one to call the store. Which thread evaluates a trial, and in which batch, never changes
/// what is recorded of it.
public struct StudyRunner<O: Objective>: Sendable {
    public let study: StudyRecord
    public let store: any TrialStore
    public let sampler: any Sampler
    public let objective: O
    public let threads: ThreadCount
    public let policy: RunPolicy

    /// The store hears from the run at least this often, in seconds.
    static var heartbeat: TimeInterval { 5 }
    /// Finished trials and checkpoints wait at most this long, in seconds, to be recorded.
    var patience: TimeInterval = 0.2
    /// The most trials that are claimed at a time; of so many a pruning run holds the states in memory. What is found
    /// does not depend on it.
    var windowSize = 8192

    /// - Throws: ``PolicyError`` where the policy needs a bound that the objective does not have.
    public init(
        study: StudyRecord, store: any TrialStore, sampler: any Sampler, objective: O, threads: ThreadCount,
        policy: RunPolicy = .complete
    ) throws {
        try policy.check(against: objective)
        self.study = study
        self.store = store
        self.sampler = sampler
        self.objective = objective
        self.threads = threads
        self.policy = policy
    }

    /// Whether this run would find anything to do.
    public func hasWork() throws -> Bool {
        if try store.remaining(of: study.id) > 0 { return true }
        guard let certain = try store.guaranteedBest(of: study.id) else { return false }
        switch policy {
        case .complete: return true
        case .keep(let count): return certain < count
        }
    }

    /// Runs until nothing is left to claim or `cancellation` is cancelled. Blocks the calling thread.
    ///
    /// - Parameters:
    ///   - description: is recorded with this run's policy.
    ///   - cancellation: checked between batches and inside them.
    ///   - progress: called on the calling thread after each recording of trials or checkpoints, and every second.
    /// - Throws: what the store or the sampler throws. What was recorded before stays, and what was claimed waits to be
    ///   claimed again.
    public func run(
        _ description: RunDescription, cancellation: Cancellation, progress: (RunProgress) -> Void = { _ in }
    ) throws -> RunSummary {
        guard sampler.dependence == .independent else { throw SamplerError.adaptive }
        var description = description
        description.policy = policy.description
        let run = try store.beginRun(description, of: study.id)
        do {
            try revive(for: run)
            let tally = try record(for: run, cancellation: cancellation, progress: progress)
            // A run that had nothing left to do has finished, even where it was asked to stop at the last moment.
            let ending: RunEnding = tally.remaining == 0 ? .finished : .interrupted
            try store.endRun(run, as: ending)
            return RunSummary(run: run, ending: ending, progress: tally.progress)
        } catch {
            // The first error is the one to tell; where the store is gone, the next run finds this one abandoned.
            try? store.endRun(run, as: .failed)
            throw error
        }
    }

    /// Puts trials that an earlier run pruned back among those to evaluate, where this run's policy needs them.
    private func revive(for run: RunID) throws {
        switch policy {
        case .complete:
            _ = try store.revive(boundedBy: nil, for: run)
        case .keep(let count):
            let best = try store.best(count, of: study.id)
            _ = try store.revive(boundedBy: best.count == count ? best.last?.value : nil, for: run)
        }
    }

    // MARK: Recording

    private func record(
        for run: RunID, cancellation: Cancellation, progress: (RunProgress) -> Void
    ) throws -> RunTally {
        var tally = RunTally(
            remaining: try store.remaining(of: study.id), best: try store.best(1, of: study.id).first,
            definition: study.definition, steps: objective.steps)
        let stop = Cancellation(parent: cancellation)
        let (exchange, window) = try startEvaluation(stop)
        do {
            var renewed = Date()
            while true {
                let turn = exchange.turn(
                    patience: tally.recordedAt + patience, deadline: Date(timeIntervalSinceNow: 1))
                if !turn.finished.isEmpty { try store.record(turn.finished, for: run) }
                for checkpoint in turn.reports.compactMap(\.checkpoint) {
                    try store.saveCheckpoint(checkpoint, for: run)
                }
                tally.count(turn.reports, turn.finished)
                if turn.wantsMore {
                    exchange.add(try claim(window, for: run), wanted: window, key: objective.batchKey)
                }
                if Date().timeIntervalSince(renewed) > Self.heartbeat {
                    try store.renew(run)
                    renewed = Date()
                }
                progress(tally.progress)
                if turn.isOver { return tally }
            }
        } catch {
            stop.cancel()
            while !exchange.turn(patience: Date(), deadline: Date(timeIntervalSinceNow: 1)).isOver {}
            throw error
        }
    }

    private func claim(_ count: Int, for run: RunID) throws -> [ClaimedTrial] {
        let goesOn = policy == .complete && !objective.milestones.isEmpty
        return try store.claim(count, for: run).map { number in
            let candidate = Candidate(
                number: number, parameters: try sampler.parameters(ofTrial: number),
                parent: sampler.parent(ofTrial: number))
            let checkpoint = goesOn ? try store.checkpoint(ofTrial: number, of: study.id) : nil
            return ClaimedTrial(candidate: candidate, checkpoint: checkpoint?.data)
        }
    }

    // MARK: Evaluating

    /// Sets the evaluating threads to work.
    ///
    /// - Returns: where they are met, and how many trials to claim for them at a time.
    private func startEvaluation(_ cancellation: Cancellation) throws -> (TrialExchange, window: Int) {
        switch policy {
        case .complete:
            let window = max(256, min(objective.preferredBatchSize * threads.value * 32, windowSize))
            let exchange = TrialExchange(
                queue: BatchQueue(preferredSize: objective.preferredBatchSize, threads: threads.value),
                workers: threads.value, lowWater: window / 4, cancellation: cancellation)
            let evaluation = BatchEvaluation(of: objective, exchange: exchange, cancellation: cancellation)
            DispatchQueue.global(qos: .userInitiated).async {
                DispatchQueue.concurrentPerform(iterations: threads.value) { _ in
                    while let batch = exchange.nextBatch() { evaluation.evaluate(batch) }
                    exchange.workerEnded()
                }
            }
            return (exchange, window)
        case .keep(let count):
            var ranking = Ranking(direction: objective.direction, capacity: count)
            for trial in try store.best(count, of: study.id) {
                if let value = trial.value { ranking.insert(Ranking.Entry(number: trial.number, value: value)) }
            }
            let exchange = TrialExchange(
                queue: BatchQueue(preferredSize: windowSize, threads: 0), workers: 1, lowWater: 1,
                cancellation: cancellation)
            DispatchQueue.global(qos: .userInitiated).async { [ranking] in
                var ranking = ranking
                while let trials = exchange.nextBatch() {
                    let window = PruningWindow(
                        trials.map(\.candidate), objective: objective, threads: threads.value, ranking: ranking,
                        cancellation: cancellation, deliver: exchange.deliver)
                    guard let best = window.evaluate() else { break }
                    ranking = best
                }
                exchange.workerEnded()
            }
            return (exchange, windowSize)
        }
    }
}

/// Why a run cannot follow a policy.
public enum PolicyError: Error, Hashable, CustomStringConvertible {
    case noMonotoneBound
    case keepsNothing(Int)

    public var description: String {
        switch self {
        case .noMonotoneBound:
            "this objective has no bound that only gets worse, so trials cannot be pruned without losing some; "
                + "run it without keeping only the best"
        case .keepsNothing(let count):
            "keeping the best \(count) keeps nothing; give 1 or more, or leave it out"
        }
    }
}
