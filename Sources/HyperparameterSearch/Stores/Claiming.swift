/// A run's request for trials.
public struct ClaimRequest: Sendable, Hashable {
    /// The largest number of trials to claim.
    public var count: Int
    /// Only numbers below this one are claimed; nil for all below the budget.
    public var end: Int?
    /// The waiting trials that may be claimed; nil for all.
    public var waiting: Set<Int>?
    /// The trials that may be claimed, new numbers included, each once. They are claimed and returned in this order. Nil
    /// for all trials, in order of number.
    ///
    /// New numbers below the largest claimed one that are not claimed become trials that wait.
    public var order: [Int]?
    /// Pruned trials that the run evaluates again.
    public var reopening: Reopening

    /// A request for at most `count` trials.
    public init(
        _ count: Int, below end: Int? = nil, waiting: Set<Int>? = nil, order: [Int]? = nil,
        reopening: Reopening = .none
    ) {
        self.count = count
        self.end = end
        self.waiting = waiting
        self.order = order
        self.reopening = reopening
    }
}

/// Selects the pruned trials that are evaluated again. These trials stay pruned, with their bounds, until a full result
/// replaces them.
public enum Reopening: Sendable, Hashable {
    /// No pruned trial.
    case none
    /// The trials whose bound is not worse than this value, and those without a bound.
    case notWorse(than: Double)
    /// All pruned trials.
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

/// Gives the parameters of trials that have none in the store. A store calls it inside its transaction, at most once
/// per claim, with the numbers of claimed trials, and perhaps of others that it adds.
///
/// It may return further candidates, for example the rest of a generation. Those that follow the claimed numbers
/// without a gap are stored with their parameters and wait.
public typealias CandidateSource = (_ numbers: [Int]) throws -> [Candidate]
