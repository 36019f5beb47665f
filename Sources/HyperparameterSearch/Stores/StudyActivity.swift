import Foundation

/// The activity on a study and its remaining trials, from the point of view of one run.
public struct StudyActivity: Sendable, Hashable {
    /// The number of other runs at work.
    public var otherRuns: Int
    /// The number of trials of this run's shard that the other runs have claimed.
    public var claimedByOthers: Int
    /// The number of trials of this run's shard that no run has claimed. Stored trials that wait are counted up to
    /// ``mostCounted``.
    public var unclaimed: Int
    /// How many times this run was taken for dead, because its lease had expired, and then went on.
    public var lapses: Int

    /// Waiting trials beyond this number are not counted.
    public static let mostCounted = 10_000

    /// The counts from the point of view of one run.
    public init(otherRuns: Int = 0, claimedByOthers: Int = 0, unclaimed: Int = 0, lapses: Int = 0) {
        self.otherRuns = otherRuns
        self.claimedByOthers = claimedByOthers
        self.unclaimed = unclaimed
        self.lapses = lapses
    }
}

/// A run that has not ended: it works on its study, or has died and no other run has claimed its trials yet.
public struct RunAtWork: Sendable, Hashable {
    /// The run.
    public let record: RunRecord
    /// The number of trials that the run holds.
    public let claimed: Int
    /// Whether the process has certainly died or the run's lease has expired. Other runs may then claim its trials.
    public let isDead: Bool
    /// The time until which other runs leave the run's trials alone if it shows no sign of life; nil where the store does
    /// not say.
    public let leaseEnd: Date?

    /// A run that has not ended.
    public init(record: RunRecord, claimed: Int, isDead: Bool, leaseEnd: Date? = nil) {
        self.record = record
        self.claimed = claimed
        self.isDead = isDead
        self.leaseEnd = leaseEnd
    }
}

/// A dead run that has not been ended, or an ended run that still holds trials.
public struct StaleRun: Sendable, Hashable {
    /// The run.
    public let record: RunRecord
    /// The number of trials that the run holds.
    public let claimed: Int

    /// A run that holds `claimed` trials.
    public init(record: RunRecord, claimed: Int) {
        self.record = record
        self.claimed = claimed
    }
}

/// What a store did with the finished trials that a run delivered.
///
/// While a run was taken for dead, another run may have recorded its trials. That does no harm, because a result is a
/// function of the parameters. Where the two results differ, the first one stays and the difference is stored as a
/// conflict.
public struct Recording: Sendable, Hashable {
    /// The numbers of the trials that were recorded.
    public var recorded: [Int] = []
    /// The trials that another run had recorded before, with a result that agrees with this one.
    public var repeated: [Int] = []
    /// The trials that another run had recorded before, with a different result. That result stays, and a conflict is
    /// stored.
    public var conflicting: [Int] = []

    /// Nothing recorded yet.
    public init() {}
}

/// Two runs found different results for one trial, so the machine or the program is at fault.
public struct TrialConflict: Sendable, Hashable {
    /// The trial's number.
    public let number: Int
    /// The run whose result came second and was not kept.
    public let run: RunID
    /// When the difference was found.
    public let found: Date
    /// A description of the difference, for people.
    public let difference: String

    /// A conflict about the trial of this number.
    public init(number: Int, run: RunID, found: Date, difference: String) {
        self.number = number
        self.run = run
        self.found = found
        self.difference = difference
    }
}
