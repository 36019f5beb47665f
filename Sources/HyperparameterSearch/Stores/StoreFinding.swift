/// Something that a check of a file found.
public struct StoreFinding: Sendable, Hashable, Encodable {
    public enum Kind: String, Sendable, Hashable, Encodable {
        /// The file does not hold what it should.
        case fault
        /// Worth knowing; nothing is wrong.
        case note
    }

    public var kind: Kind
    /// Nil where the whole file is concerned.
    public var study: String?
    /// Nil where no single trial is concerned.
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
