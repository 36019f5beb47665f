import Dispatch
import Foundation

/// Evaluates the trials of a study that are left, on several threads, and records each as it finishes; the long ones
/// that an earlier run left unfinished from their last checkpoints on.
///
/// The threads come from `DispatchQueue.concurrentPerform` and take batches as they become free; the calling thread is
/// the recorder, the only one to call the store. Which thread evaluates a trial, and in which batch, never changes
/// what is recorded of it. Several processes may run one study at once: each takes its share of what is left, and ends
/// when all of it has been recorded, by whomever.
public struct StudyRunner<O: Objective>: Sendable {
    public let study: StudyRecord
    public let store: any TrialStore
    public let sampler: any Sampler
    public let objective: O
    public let threads: ThreadCount
    public let policy: RunPolicy
    /// Which of the study's trials are evaluated.
    public let shard: Shard

    /// The store hears from the run at least this often, in seconds.
    static var heartbeat: TimeInterval { 1 }
    /// Finished trials and checkpoints wait at most this long, in seconds, to be recorded.
    var patience: TimeInterval = 0.2
    /// The most trials that are claimed at a time; of so many a pruning run holds the states in memory. What is found
    /// does not depend on it.
    var windowSize = 8192

    /// - Throws: ``PolicyError`` where the policy needs a bound that the objective does not have.
    public init(
        study: StudyRecord, store: any TrialStore, sampler: any Sampler, objective: O, threads: ThreadCount,
        policy: RunPolicy = .complete, shard: Shard = .whole
    ) throws {
        try policy.check(against: objective)
        self.study = study
        self.store = store
        self.sampler = sampler
        self.objective = objective
        self.threads = threads
        self.policy = policy
        self.shard = shard
    }

    /// Whether this run would find anything to do.
    public func hasWork() throws -> Bool {
        if try store.remaining(of: study.id, in: shard) > 0 { return true }
        guard let certain = try store.guaranteedBest(of: study.id) else { return false }
        switch policy {
        case .complete: return true
        case .keep(let count): return certain < count
        }
    }

    /// Runs until nothing is left to claim, and nothing that another run has claimed might come back, or `cancellation`
    /// is cancelled. Blocks the calling thread.
    ///
    /// - Parameters:
    ///   - description: is recorded with this run's policy and share.
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
        description.shard = shard == .whole ? nil : shard
        let run = try store.beginRun(description, of: study.id)
        do {
            try revive(for: run)
            var recorder = try RunRecorder(self, run: run)
            try recorder.record(cancellation: cancellation, progress: progress)
            // A run that had nothing left to do has finished, even where it was asked to stop at the last moment.
            let ending: RunEnding = recorder.tally.remaining == 0 ? .finished : .interrupted
            try store.endRun(run, as: ending)
            return RunSummary(run: run, ending: ending, progress: recorder.tally.progress)
        } catch {
            // The first error is the one to tell; where the store is gone, another run finds this one abandoned.
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
