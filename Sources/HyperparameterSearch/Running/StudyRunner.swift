import Dispatch
import Foundation

/// Evaluates the trials of a study that are left, on several threads, and records each as it finishes.
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

    /// Finished trials wait at most this long, in seconds, to be recorded.
    static var patience: TimeInterval { 0.2 }
    /// The store hears from the run at least this often, in seconds.
    static var heartbeat: TimeInterval { 5 }

    public init(
        study: StudyRecord, store: any TrialStore, sampler: any Sampler, objective: O, threads: ThreadCount
    ) {
        self.study = study
        self.store = store
        self.sampler = sampler
        self.objective = objective
        self.threads = threads
    }

    /// Runs until nothing is left to claim or `cancellation` is cancelled. Blocks; not for the main thread, whose
    /// queue `concurrentPerform` would starve.
    ///
    /// - Parameters:
    ///   - cancellation: checked between batches and inside them.
    ///   - progress: called on the calling thread after each recording, and every few seconds.
    /// - Throws: what the store or the sampler throws. What was recorded before stays, and what was claimed waits to be
    ///   claimed again.
    public func run(
        _ description: RunDescription, cancellation: Cancellation, progress: (RunProgress) -> Void = { _ in }
    ) throws -> RunSummary {
        guard sampler.dependence == .independent else { throw SamplerError.adaptive }
        let run = try store.beginRun(description, of: study.id)
        do {
            let tally = try record(for: run, cancellation: cancellation, progress: progress)
            // A run that had nothing left to do has finished, even where it was asked to stop at the last moment.
            let ending: RunEnding = tally.finished >= study.definition.budget ? .finished : .interrupted
            try store.endRun(run, as: ending)
            return RunSummary(run: run, ending: ending, progress: tally.progress)
        } catch {
            // The first error is the one to tell; where the store is gone, the next run finds this one abandoned.
            try? store.endRun(run, as: .failed)
            throw error
        }
    }

    private func record(
        for run: RunID, cancellation: Cancellation, progress: (RunProgress) -> Void
    ) throws -> RunTally {
        var tally = RunTally(
            finished: try store.counts(of: study.id).finished, best: try store.best(1, of: study.id).first,
            definition: study.definition)
        let stop = Cancellation(parent: cancellation)
        let window = max(256, objective.preferredBatchSize * threads.value * 16)
        let exchange = TrialExchange(
            queue: BatchQueue(preferredSize: objective.preferredBatchSize, threads: threads.value),
            workers: threads.value, lowWater: window / 4, cancellation: stop)
        startWorkers(exchange, cancellation: stop)
        do {
            var renewed = Date()
            while true {
                let turn = exchange.turn(
                    patience: tally.recordedAt + Self.patience, deadline: Date(timeIntervalSinceNow: 1))
                if !turn.finished.isEmpty {
                    try store.record(turn.finished, for: run)
                    tally.count(turn.finished)
                }
                if turn.wantsMore {
                    let numbers = try store.claim(window, for: run)
                    let candidates = try numbers.map {
                        Candidate(number: $0, parameters: try sampler.parameters(ofTrial: $0))
                    }
                    exchange.add(candidates, key: objective.batchKey)
                }
                if Date().timeIntervalSince(renewed) > Self.heartbeat {
                    try store.renew(run)
                    renewed = Date()
                }
                progress(tally.progress)
                if turn.isOver, turn.finished.isEmpty { return tally }
            }
        } catch {
            stop.cancel()
            while !exchange.turn(patience: Date(), deadline: Date(timeIntervalSinceNow: 1)).isOver {}
            throw error
        }
    }

    private func startWorkers(_ exchange: TrialExchange, cancellation: Cancellation) {
        DispatchQueue.global(qos: .userInitiated).async {
            DispatchQueue.concurrentPerform(iterations: threads.value) { _ in
                while let batch = exchange.nextBatch() {
                    exchange.deliver(evaluate(batch, cancellation: cancellation))
                }
                exchange.workerEnded()
            }
        }
    }

    /// The trials of a batch that ended: all of them, unless it was cancelled on the way.
    private func evaluate(_ batch: [Candidate], cancellation: Cancellation) -> [FinishedTrial] {
        let started = Date()
        var progress = batch.map(objective.begin)
        _ = objective.advance(&progress, to: objective.steps, cancellation: cancellation)
        let finished = Date()
        return zip(batch, progress).compactMap { candidate, progress in
            guard case .ended(let evaluation) = objective.status(of: progress) else { return nil }
            return FinishedTrial(candidate, evaluation, started: started, finished: finished)
        }
    }
}
