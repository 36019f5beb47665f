/// Which trials a run asks for when it claims.
public struct ClaimRequest: Sendable, Hashable {
    /// At most this many.
    public var count: Int
    /// Only numbers below this one; nil for all below the budget.
    public var end: Int?
    /// Pruned trials that the run evaluates again.
    public var reopening: Reopening

    public init(_ count: Int, below end: Int? = nil, reopening: Reopening = .none) {
        self.count = count
        self.end = end
        self.reopening = reopening
    }
}

/// Which pruned trials are evaluated again. Until a full result replaces it, such a trial stays pruned, with its bound.
public enum Reopening: Sendable, Hashable {
    case none
    /// Those whose bound is not worse than this value, and those without a bound.
    case notWorse(than: Double)
    case all

    /// Whether a pruned trial with this bound is evaluated again.
    public func includes(bound: Double?, direction: Direction) -> Bool {
        switch self {
        case .none: false
        case .notWorse(let value): bound.map { !direction.prefers(value, to: $0) } ?? true
        case .all: true
        }
    }
}

/// Gives the parameters of trials that have none stored: called by a store inside its transaction, at most once a claim.
///
/// It may return more candidates than it was asked for, such as the rest of a generation. Those wait with their
/// parameters, as far as they follow the claimed numbers without a gap.
public typealias CandidateSource = (_ numbers: [Int]) throws -> [Candidate]
