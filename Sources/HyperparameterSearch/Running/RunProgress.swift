import Foundation

/// How far a run has come. Counts recorded trials only: what it says is done survives anything.
public struct RunProgress: Sendable {
    /// A trial that the run is working on, as it stood at its last milestone.
    public struct InFlight: Sendable, Hashable {
        public let number: Int
        /// The step that it had reached.
        public let step: Int
        /// The steps of a whole evaluation.
        public let steps: Int
        /// How it does, as its objective tells people.
        public let report: String?
    }

    /// The trials of the run's share that have ended, those of other runs included.
    public let finished: Int
    /// The size of the share: the study's budget, where it is all of it.
    public let budget: Int
    /// The trials that this run has recorded.
    public let recorded: Int
    /// Of those, the failed and the pruned ones.
    public let failed: Int
    public let pruned: Int
    /// Seconds since the run began.
    public let elapsed: TimeInterval
    /// The study's best complete trial.
    public let best: Ranking.Entry?
    /// The trials at work, by number; none for an objective without milestones. After an interrupted run, where they
    /// stood.
    public let inFlight: [InFlight]

    /// Trials that this run finished after another one had recorded them, because it had been taken for dead; with
    /// nothing against the recorded result, and with another result.
    public let repeated: Int
    public let conflicting: Int
    /// Runs that work on the study besides this one, and the trials that they have claimed.
    public let otherRuns: Int
    public let claimedByOthers: Int

    /// What earlier runs had done of the trials that this one recorded or works on, in whole evaluations.
    let resumed: Double
    /// Whether trials end at a pace. Those that are pruned together do not: most end at once, at the end.
    let hasPace: Bool
    /// Seconds from the run's begin to the last recording.
    let measured: TimeInterval

    init(
        finished: Int, budget: Int, recorded: Int, failed: Int, pruned: Int, elapsed: TimeInterval,
        best: Ranking.Entry?, inFlight: [InFlight] = [], repeated: Int = 0, conflicting: Int = 0, otherRuns: Int = 0,
        claimedByOthers: Int = 0, resumed: Double = 0, hasPace: Bool = true, measured: TimeInterval? = nil
    ) {
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

    /// Trials recorded a second.
    public var rate: Double { elapsed > 0 ? Double(recorded) / elapsed : 0 }

    /// Seconds until the budget is used up at this run's pace: steps of trials in flight count, steps that a trial had
    /// behind it when the run took it up do not. Other runs are taken to be as quick. Nil until something is
    /// done, and of a run that prunes.
    public var remaining: TimeInterval? {
        let flying = inFlight.reduce(0) { $0 + Double($1.step) / Double($1.steps) }
        let done = Double(recorded) + flying - resumed
        guard hasPace, done > 0 else { return nil }
        let left = max(0, Double(budget - finished) - flying)
        guard left > 0 else { return 0 }
        let pace = measured > 0 ? done / measured * Double(otherRuns + 1) : 0
        // Between two recordings nothing is known but the time that went by.
        return max(0, left / pace - (elapsed - measured))
    }
}

/// What came of a run.
public struct RunSummary: Sendable {
    public let run: RunID
    public let ending: RunEnding
    public let progress: RunProgress
}
