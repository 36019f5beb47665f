/// A finding of a check of a store.
public struct StoreFinding: Sendable, Hashable, Encodable {
    public enum Kind: String, Sendable, Hashable, Encodable {
        /// The store is damaged or inconsistent.
        case fault
        /// Information only; nothing is wrong.
        case note
    }

    public var kind: Kind
    /// The study's name; nil where the finding concerns the whole store.
    public var study: String?
    /// The trial's number; nil where the finding does not concern a single trial.
    public var trial: Int?
    public var what: String
    public var remedy: String

    public init(_ kind: Kind, study: String? = nil, trial: Int? = nil, _ what: String, remedy: String) {
        self.kind = kind
        self.study = study
        self.trial = trial
        self.what = what
        self.remedy = remedy
    }
}
