/// A selection of a study's trials, their order, and a page of the result.
public struct TrialQuery: Sendable, Hashable {
    /// The order of the result.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// Ascending numbers.
        case number
        /// Best first; trials without a value come last.
        case value
        /// The trial that finished last comes first; unfinished trials come last.
        case finished
    }

    /// Nil for all states.
    public var states: Set<TrialState>?
    /// Nil for all numbers.
    public var numbers: Range<Int>?
    /// The order of the result.
    public var order: Order
    /// The most trials to return; nil for all.
    public var limit: Int?
    /// How many trials of the result to leave out at its beginning.
    public var offset: Int

    /// A query; without arguments, for all trials in order of number.
    public init(
        states: Set<TrialState>? = nil, numbers: Range<Int>? = nil, order: Order = .number, limit: Int? = nil,
        offset: Int = 0
    ) {
        self.states = states
        self.numbers = numbers
        self.order = order
        self.limit = limit
        self.offset = offset
    }

    /// All trials, in order of number.
    public static let all = TrialQuery()
}

extension TrialQuery {
    func includes(_ trial: Trial) -> Bool {
        states?.contains(trial.state) != false && numbers?.contains(trial.number) != false
    }

    /// Whether trial `a` comes before trial `b`. Ties go by number, so the order is total.
    public func precedes(_ a: Trial, _ b: Trial, direction: Direction) -> Bool {
        switch order {
        case .number:
            return a.number < b.number
        case .value:
            guard let x = a.value, let y = b.value, x != y else {
                if (a.value == nil) != (b.value == nil) { return a.value != nil }
                return a.number < b.number
            }
            return direction.prefers(x, to: y)
        case .finished:
            guard let x = a.finished, let y = b.finished, x != y else {
                if (a.finished == nil) != (b.finished == nil) { return a.finished != nil }
                return a.number < b.number
            }
            return x > y
        }
    }
}
