import Dispatch
import Foundation

/// Evaluates the trials of a study that are left, on several threads, and records each as it finishes. Long trials that an
/// earlier run left unfinished go on from their last checkpoints.
///
/// The threads come from `DispatchQueue.concurrentPerform` and take batches as they become free. The calling thread is
/// the recorder, the only one that calls the store. The recorded result of a trial never depends on its thread or batch.
/// Several processes may run one study at once: each takes its share of the remaining trials, and ends when all are
/// recorded, by any of them.
public struct StudyRunner<O: Objective>: Sendable {
    public let study: StudyRecord
    public let store: any TrialStore
    public let sampler: any Sampler
    public let objective: O
    public let threads: ThreadCount
    public let scheduler: any Scheduler
    /// Which of the study's trials are evaluated.
    public let shard: Shard

    /// The store hears from the run at least this often, in seconds.
    static var heartbeat: TimeInterval { 1 }
    /// How long a run waits for a generation that other runs hold, in seconds, before it asks again.
    static var generationPause: TimeInterval { 0.1 }
    /// Finished trials and checkpoints wait at most this long, in seconds, to be recorded.
    var patience: TimeInterval = 0.2
    /// The most trials that are claimed at a time. A run with rungs holds the states of all of them in memory. Results do
    /// not depend on it.
    var windowSize = 8192

    /// - Throws: ``SchedulerError`` where the scheduler needs a bound that the objective does not have; ``StudyError``
    ///   where the objective has another direction than the study, or the study was made with another sampler;
    ///   ``SamplerError`` where an adaptive sampler meets a shard or a scheduler that stops trials.
    public init(
        study: StudyRecord, store: any TrialStore, sampler: any Sampler, objective: O, threads: ThreadCount,
        scheduler: any Scheduler = CompleteScheduler(), shard: Shard = .whole
    ) throws {
        try scheduler.check(against: objective)
        guard objective.direction == study.definition.direction else {
            throw StudyError.directionDiffers(study: study.definition, objective: objective.direction)
        }
        if let fingerprint = study.definition.fingerprint, fingerprint != sampler.fingerprint {
            throw StudyError.samplerDiffers(study.definition, sampler: sampler.fingerprint)
        }
        if sampler is any AdaptiveSampler {
            guard shard == .whole else { throw SamplerError.adaptiveShard(shard) }
            guard scheduler.rungs(through: objective.steps).isEmpty else {
                throw SamplerError.adaptiveScheduler(scheduler.text)
            }
        }
        self.study = study
        self.store = store
        self.sampler = sampler
        self.objective = objective
        self.threads = threads
        self.scheduler = scheduler
        self.shard = shard
    }

    /// Whether this run would find anything to do.
    public func hasWork() throws -> Bool {
        try store.remaining(of: study.id, in: shard, reopening: reopening()) > 0
    }

    /// Whether the scheduler looks at trials on the way.
    var hasRungs: Bool { !scheduler.rungs(through: objective.steps).isEmpty }
    var isAdaptive: Bool { sampler is any AdaptiveSampler }

    /// - Throws: ``SamplerError/unknownKind(_:)``.
    func proposals() throws -> any Proposals {
        func independent(_ sampler: some IndependentSampler) -> any Proposals { IndependentProposals(sampler: sampler) }
        func adaptive(_ sampler: some AdaptiveSampler) -> any Proposals {
            GenerationProposals(sampler, of: study, in: store)
        }
        switch sampler {
        case let sampler as any IndependentSampler: return independent(sampler)
        case let sampler as any AdaptiveSampler: return adaptive(sampler)
        default: throw SamplerError.unknownKind("\(type(of: sampler))")
        }
    }

    /// The pruned trials that this run evaluates again, as the store now stands.
    func reopening() throws -> Reopening {
        scheduler.reopening(
            best: try store.best(scheduler.rankingSize, of: study.id).compactMap(Ranking.Entry.init))
    }

    /// Runs until nothing is left to claim, and nothing that another run has claimed might come back, or `cancellation`
    /// is cancelled. Blocks the calling thread.
    ///
    /// - Parameters:
    ///   - description: is recorded with this run's scheduler and shard.
    ///   - cancellation: checked between batches and inside them.
    ///   - progress: called on the calling thread after each recording of trials or checkpoints, and every second.
    /// - Throws: what the store or the sampler throws. What was recorded before stays, and what was claimed waits to be
    ///   claimed again.
    public func run(
        _ description: RunDescription, cancellation: Cancellation, progress: (RunProgress) -> Void = { _ in }
    ) throws -> RunSummary {
        var description = description
        description.scheduler = scheduler.text
        description.shard = shard == .whole ? nil : shard
        let run = try store.beginRun(description, of: study.id)
        do {
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
}
