import Foundation

/// Who works on a study, and what is left of it, as one of its runs sees it.
public struct StudyActivity: Sendable, Hashable {
    /// Runs that are at work besides this one.
    public var otherRuns: Int
    /// Trials of this run's share that they have claimed.
    public var claimedByOthers: Int
    /// Trials of this run's share that nobody has claimed; counted up to ``mostCounted``.
    public var unclaimed: Int
    /// How often this run was taken for dead, because it said nothing for too long, and then went on.
    public var lapses: Int

    public static let mostCounted = 10_000

    public init(otherRuns: Int = 0, claimedByOthers: Int = 0, unclaimed: Int = 0, lapses: Int = 0) {
        self.otherRuns = otherRuns
        self.claimedByOthers = claimedByOthers
        self.unclaimed = unclaimed
        self.lapses = lapses
    }
}

/// A run that works on a study, or that died doing so and whose trials no other run has taken up yet.
public struct RunAtWork: Sendable, Hashable {
    public let record: RunRecord
    /// How many trials it holds.
    public let claimed: Int
    /// Its process has certainly died, or has been silent for longer than its lease: others may take up its trials.
    public let isDead: Bool

    public init(record: RunRecord, claimed: Int, isDead: Bool) {
        self.record = record
        self.claimed = claimed
        self.isDead = isDead
    }
}

/// A run that will not go on by itself, though it has not ended or still holds trials.
public struct StaleRun: Sendable, Hashable {
    public let record: RunRecord
    /// How many trials it holds.
    public let claimed: Int

    public init(record: RunRecord, claimed: Int) {
        self.record = record
        self.claimed = claimed
    }
}

/// What became of finished trials that a run handed to a store.
///
/// Trials of a run that was taken for dead may have been recorded by another one meanwhile. Their results are a function
/// of their parameters, so that it is no harm; and where the two differ, both are kept to be looked into.
public struct Recording: Sendable, Hashable {
    /// Those that were recorded.
    public var recorded: [Int] = []
    /// Those that another run had recorded before, with nothing against this run's result.
    public var repeated: [Int] = []
    /// Those that another run had recorded with another result. That one stays, and the difference is noted beside it.
    public var conflicting: [Int] = []

    public init() {}
}

/// Two runs found different results for one trial: the machine or the program is at fault.
public struct TrialConflict: Sendable, Hashable {
    public let number: Int
    /// The run whose result came second, and was not kept.
    public let run: RunID
    public let found: Date
    /// What differs, for people.
    public let difference: String

    public init(number: Int, run: RunID, found: Date, difference: String) {
        self.number = number
        self.run = run
        self.found = found
        self.difference = difference
    }
}
