import Foundation

/// How far a run has come. Counts recorded trials only: what it says is done survives anything.
public struct RunProgress: Sendable {
    /// The study's trials that have ended, earlier runs included.
    public let finished: Int
    /// The study's budget.
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

    /// Trials recorded a second.
    public var rate: Double { elapsed > 0 ? Double(recorded) / elapsed : 0 }

    /// Seconds until the budget is used up at this rate.
    public var remaining: TimeInterval? {
        recorded > 0 ? Double(budget - finished) / rate : nil
    }
}

/// What came of a run.
public struct RunSummary: Sendable {
    public let run: RunID
    public let ending: RunEnding
    public let progress: RunProgress
}
