/// A selection of a study's trials, their order, and a page of the result.
public struct TrialQuery: Sendable, Hashable {
    public enum Order: String, Sendable, Hashable, CaseIterable {
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
    public var order: Order
    public var limit: Int?
    public var offset: Int

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
