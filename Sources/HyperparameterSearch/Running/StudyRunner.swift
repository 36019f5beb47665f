import Dispatch
import Foundation

/// Evaluates the remaining trials of a study on several threads, and records each trial when it finishes. Long trials
/// that an earlier run left unfinished continue from their last checkpoints.
///
/// The threads come from `DispatchQueue.concurrentPerform`; each takes a new batch when it has finished one. The
/// calling thread is the recorder, the only one that calls the store. The recorded result of a trial never depends on
/// its thread or batch. Several processes may run one study at once. They divide the remaining trials among them, and
/// each process ends when all trials are recorded.
public struct StudyRunner<O: Objective>: Sendable {
    /// The study as the store has it.
    public let study: StudyRecord
    /// The store that has the study.
    public let store: any TrialStore
    /// The sampler that gives trials their parameters.
    public let sampler: any Sampler
    /// The function that is minimized or maximized.
    public let objective: O
    /// The number of evaluating threads.
    public let threads: ThreadCount
    /// The rule by which trials are stopped early.
    public let scheduler: any Scheduler
    /// The part of the study's trials that this runner evaluates.
    public let shard: Shard
    /// The run ends when the shard's first `firstTrials` trials, by number, have all failed and no trial of the study
    /// had succeeded before the run. Nil: the run goes on.
    public var firstTrials: Int?

    /// The longest time between two renewals of the run's lease, in seconds.
    static var heartbeat: TimeInterval { 1 }
    /// The longest time between two calls of `progress`, in seconds.
    static var tellingPause: TimeInterval { 0.2 }
    /// The time, in seconds, after which a run that waits for other runs to finish a generation tries to claim again.
    static var generationPause: TimeInterval { 0.1 }
    /// The longest time, in seconds, that finished trials and checkpoints wait to be recorded. It is shorter in a
    /// search with windows, which may be over in less than a second.
    var patience: TimeInterval = 0.2
    /// The largest number of trials in one claim. A run with rungs holds the progress of all of them in memory. Results
    /// do not depend on it.
    var windowSize = 8192

    /// - Throws: ``SchedulerError`` where the scheduler needs a bound that the objective does not have; ``StudyError``
    ///   where the objective's direction differs from the study's, or the study was made with another sampler than
    ///   this one or its earlier form;
    ///   ``SamplerError`` or ``SchedulerError`` where an adaptive sampler or a cohort's scheduler is combined with a
    ///   shard, where the sampler proposes for the other direction, and where the scheduler cannot work with the sampler
    ///   or the number of trials.
    public init(
        study: StudyRecord, store: any TrialStore, sampler: any Sampler, objective: O, threads: ThreadCount,
        scheduler: any Scheduler = CompleteScheduler(), shard: Shard = .whole
    ) throws {
        try scheduler.check(against: objective)
        guard objective.direction == study.definition.direction else {
            throw StudyError.directionDiffers(study: study.definition, objective: objective.direction)
        }
        let sampler = try sampler.form(for: study.definition)
        try sampler.check(study.definition.direction)
        if sampler is any AdaptiveSampler {
            guard shard == .whole else { throw SamplerError.adaptiveShard(shard) }
        }
        if scheduler is any CohortScheduler {
            guard shard == .whole else { throw SchedulerError.shard(shard) }
        }
        try scheduler.check(sampler, budget: study.definition.budget, on: StepScale(of: objective))
        self.study = study
        self.store = store
        self.sampler = sampler
        self.objective = objective
        self.threads = threads
        self.scheduler = scheduler
        self.shard = shard
        if hasWindows { patience = 0.05 }
    }

    /// Whether a run would have trials to evaluate.
    ///
    /// - Throws: ``StudyError/earlierScheduler(_:trial:earlier:wanted:)``, and what the store throws.
    public func hasWork() throws -> Bool {
        try checkEarlierScheduler()
        return try store.remaining(of: study.id, in: shard, reopening: reopening()) > 0
    }

    /// Whether the scheduler compares trials before their last step.
    var hasRungs: Bool { !scheduler.rungs(through: objective.steps).isEmpty }
    var isAdaptive: Bool { sampler is any AdaptiveSampler }

    /// - Throws: ``SamplerError/unknownKind(_:)``.
    func proposals() throws -> any Proposals {
        func independent(_ sampler: some IndependentSampler) -> any Proposals {
            IndependentProposals(sampler, budget: study.definition.budget)
        }
        func adaptive(_ sampler: some AdaptiveSampler) -> any Proposals {
            GenerationProposals(sampler, of: study, in: store)
        }
        switch sampler {
        case let sampler as any IndependentSampler: return independent(sampler)
        case let sampler as any AdaptiveSampler: return adaptive(sampler)
        default: throw SamplerError.unknownKind("\(type(of: sampler))")
        }
    }

    /// The pruned trials that this run evaluates again, given the best trials now in the store.
    ///
    /// None with an adaptive sampler, which may have learned them.
    func reopening() throws -> Reopening {
        guard !isAdaptive else { return .none }
        return scheduler.reopening(
            best: try store.best(scheduler.rankingSize, of: study.id).compactMap(Ranking.Entry.init))
    }

    /// Runs until every trial of the shard has a result, or `cancellation` is cancelled. Waits for trials that other
    /// runs have claimed, since they can be claimed again if those runs die. Blocks the calling thread.
    ///
    /// - Parameters:
    ///   - description: is stored with this run's scheduler and shard.
    ///   - cancellation: checked between batches and inside them.
    ///   - progress: called on the calling thread after each recording of trials or checkpoints, and several times a
    ///     second.
    /// - Throws: ``StudyError/parametersDiffer(_:trial:differences:)``,
    ///   ``StudyError/earlierScheduler(_:trial:earlier:wanted:)``, and what the store or the sampler throws. Recorded
    ///   trials stay; claimed ones wait to be claimed again.
    public func run(
        _ description: RunDescription, cancellation: Cancellation, progress: (RunProgress) -> Void = { _ in }
    ) throws -> RunSummary {
        var description = description
        description.scheduler = scheduler.text
        description.shard = shard == .whole ? nil : shard
        try checkStoredParameters()
        try checkEarlierScheduler()
        let run = try store.beginRun(description, of: study.id)
        do {
            // Another run may have begun and ended meanwhile.
            try checkEarlierScheduler()
            var recorder = try RunRecorder(self, run: run)
            try recorder.record(cancellation: cancellation, progress: progress)
            // Another process may have requeued trials in the last moment.
            while recorder.tally.remaining > 0, !cancellation.isCancelled, recorder.firstTrials?.failures == nil {
                guard try recorder.hasMore() else {
                    throw StudyError.trialsMissing(
                        study: study.definition.name, count: recorder.tally.remaining)
                }
                try recorder.record(cancellation: cancellation, progress: progress)
            }
            // A run without remaining trials has finished, even where it was cancelled at the last moment.
            let ending: RunEnding = recorder.tally.remaining == 0 ? .finished : .interrupted
            try store.endRun(run, as: ending)
            return RunSummary(
                run: run, ending: ending, progress: recorder.tally.progress(),
                firstFailures: recorder.firstTrials?.failures)
        } catch {
            // The first error is thrown. Where the store is gone, another run will find this one abandoned.
            try? store.endRun(run, as: .failed)
            throw error
        }
    }
}
