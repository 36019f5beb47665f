/// A finding of a check of a store.
public struct StoreFinding: Sendable, Hashable {
    /// Whether the store is at fault.
    public enum Kind: String, Sendable, Hashable, Encodable {
        /// The store is damaged or inconsistent.
        case fault
        /// Information only; nothing is wrong.
        case note
    }

    /// What to do about a finding.
    public enum Remedy: Sendable, Hashable {
        /// To restore a backup.
        case restore
        /// To restore a backup, or to merge the store into a new one: a merge takes what is finished, and the rest is
        /// evaluated again.
        case rebuild
        /// To restore a backup, or to repair the store, which evaluates the trial again (``TrialStore/repair(_:)``).
        case reevaluate
        /// To restore a backup, or to repair the store, which accepts the row as it now is.
        case accept
        /// To evaluate the trial again, which shows the result that comes back.
        case replay
        /// None is needed: another run takes up the trials. They can be released at once, too
        /// (``TrialStore/releaseStaleClaims(of:)``).
        case release
    }

    /// Whether the store is at fault.
    public var kind: Kind
    /// The study's name; nil where the finding concerns the whole store.
    public var study: String?
    /// The trial's number; nil where the finding does not concern a single trial.
    public var trial: Int?
    /// The finding in words.
    public var what: String
    /// What to do about it.
    public var remedy: Remedy

    /// A finding, described by `what`.
    public init(_ kind: Kind, study: String? = nil, trial: Int? = nil, _ what: String, remedy: Remedy) {
        self.kind = kind
        self.study = study
        self.trial = trial
        self.what = what
        self.remedy = remedy
    }
}

/// What a repair of a study changed.
public struct StudyRepair: Sendable, Hashable {
    /// The damaged trials, which now wait to be evaluated again.
    public var requeued: [Int]
    /// The damaged runs, which are accepted as they now are.
    public var acceptedRuns: [RunID]

    /// A repair that changed these trials and runs.
    public init(requeued: [Int] = [], acceptedRuns: [RunID] = []) {
        self.requeued = requeued
        self.acceptedRuns = acceptedRuns
    }
}
