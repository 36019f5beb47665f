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
