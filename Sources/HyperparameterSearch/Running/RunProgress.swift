import Foundation

/// The progress of a run. Only recorded trials count as done, so they survive a crash.
public struct RunProgress: Sendable {
    /// A running trial at its last milestone.
    public struct InFlight: Sendable, Hashable {
        /// The trial's number.
        public let number: Int
        /// The step that the trial had reached.
        public let step: Int
        /// The number of steps of a whole evaluation.
        public let steps: Int
        /// The objective's line for people.
        public let report: String?
    }

    /// All running trials together.
    public struct Work: Sendable, Hashable {
        /// The number of running trials.
        public let trials: Int
        /// The mean step that they have reached.
        public let step: Int
        /// The number of steps of a whole evaluation.
        public let steps: Int
        /// Whether they are at about the same step. In a run that prunes they are not.
        public let isEven: Bool
        /// In whole evaluations: the work on the running trials, and what this run has done by now.
        let flying: Double
        let done: Double

        /// - Parameter recorded: this run's work on the trials that it has recorded, in whole evaluations.
        init(_ standing: WorkInFlight.Standing, steps: Int, recorded: Double, isEven: Bool) {
            trials = standing.trials
            self.steps = steps
            self.isEven = isEven
            step = Int(standing.made / Double(max(1, standing.trials)))
            flying = standing.made / Double(steps)
            done = recorded + (standing.made - standing.begun) / Double(steps)
        }
    }

    /// The number of finished trials of the run's shard, including those of other runs.
    public let finished: Int
    /// The number of trials of the run's shard: the study's budget where the shard is the whole study.
    public let budget: Int
    /// The number of trials that this run has recorded.
    public let recorded: Int
    /// How many of the recorded trials failed, and how many were pruned.
    public let failed: Int
    /// The number of recorded trials that a scheduler stopped.
    public let pruned: Int
    /// Seconds since the run began.
    public let elapsed: TimeInterval
    /// The study's best complete trial.
    public let best: Ranking.Entry?
    /// The running trials, in order of number; empty for an objective without milestones. After an interrupted run, the
    /// trials that were running.
    public let inFlight: [InFlight]
    /// The running trials of all kinds together; nil while none runs.
    public let work: Work?
    /// The number of unfinished trials of this run whose checkpoints are stored, so that the next run goes on from
    /// there.
    public let kept: Int
    /// The number of trials that started again although they had a checkpoint, by the reason.
    public let ignored: [CheckpointProblem: Int]

    /// This run may have been taken for dead and another run may have recorded its trials. Of the trials that this run
    /// finished all the same: the number whose result agrees with the recorded one, and the number whose result
    /// differs.
    public let repeated: Int
    /// The number of those trials whose result differs from the one that another run recorded.
    public let conflicting: Int
    /// The number of other runs at work on the study, and the number of trials that they have claimed.
    public let otherRuns: Int
    /// The number of trials that other runs have claimed.
    public let claimedByOthers: Int

    /// The work of earlier runs on the trials that this run recorded or is evaluating, in whole evaluations.
    let resumed: Double
    /// Whether trials end at a steady rate. In a run that prunes they do not: most of its trials end together, at the
    /// end.
    let hasPace: Bool
    /// Seconds from the start of the run to the last recording.
    let measured: TimeInterval

    init(
        finished: Int, budget: Int, recorded: Int, failed: Int, pruned: Int, elapsed: TimeInterval,
        best: Ranking.Entry?, inFlight: [InFlight] = [], repeated: Int = 0, conflicting: Int = 0, otherRuns: Int = 0,
        claimedByOthers: Int = 0, resumed: Double = 0, hasPace: Bool = true, measured: TimeInterval? = nil,
        work: Work? = nil, kept: Int = 0,
        ignored: [CheckpointProblem: Int] = [:]
    ) {
        self.work = work
        self.kept = kept
        self.ignored = ignored
        self.finished = finished
        self.budget = budget
        self.recorded = recorded
        self.failed = failed
        self.pruned = pruned
        self.elapsed = elapsed
        self.best = best
        self.inFlight = inFlight
        self.repeated = repeated
        self.conflicting = conflicting
        self.otherRuns = otherRuns
        self.claimedByOthers = claimedByOthers
        self.resumed = resumed
        self.hasPace = hasPace
        self.measured = measured ?? elapsed
    }

    /// Recorded trials per second.
    public var rate: Double { elapsed > 0 ? Double(recorded) / elapsed : 0 }

    /// An estimate of the seconds until the budget is used up at this run's rate; ``TimeLeft`` says when it is stable. Steps of running trials count; steps that an earlier run
    /// made do not. Other runs are assumed to be as fast as this one. Nil until some work is done, and in a run that
    /// prunes.
    public var remaining: TimeInterval? {
        if let work {
            guard hasPace, work.done > 0, elapsed > 0 else { return nil }
            return max(0, Double(budget - finished) - work.flying) / (work.done / elapsed * Double(otherRuns + 1))
        }
        let flying = inFlight.reduce(0) { $0 + Double($1.step) / Double($1.steps) }
        let done = Double(recorded) + flying - resumed
        guard hasPace, done > 0 else { return nil }
        let left = max(0, Double(budget - finished) - flying)
        guard left > 0 else { return 0 }
        let pace = measured > 0 ? done / measured * Double(otherRuns + 1) : 0
        // Between two recordings only the elapsed time is known.
        return max(0, left / pace - (elapsed - measured))
    }
}

/// The result of a run.
public struct RunSummary: Sendable {
    /// The run in the store.
    public let run: RunID
    /// Whether the run finished, or was interrupted.
    public let ending: RunEnding
    /// The run's progress at its end.
    public let progress: RunProgress
    /// The failures of the first trials, where all of them have failed and the run has ended for that.
    public var firstFailures: FailureCounts?
}
