import HyperparameterSearch

/// The values that a study searches for one number.
public enum Axis: Sendable, Hashable {
    /// - Parameter count: how many values a grid takes, evenly spaced on the scale.
    case range(ClosedRange<Double>, scale: Domain.Scale, count: Int?)
    case list([Double])
    case fixed(Double)

    public var domain: Domain {
        switch self {
        case .range(let range, let scale, _): .float(range, scale: scale)
        case .list(let values): .choice(values.map(ParameterValue.number))
        case .fixed(let value): .choice([.number(value)])
        }
    }

    public var count: Int? {
        if case .range(_, _, let count) = self { count } else { nil }
    }

    public var smallest: Double {
        switch self {
        case .range(let range, _, _): range.lowerBound
        case .list(let values): values.min() ?? 0
        case .fixed(let value): value
        }
    }

    public var largest: Double {
        switch self {
        case .range(let range, _, _): range.upperBound
        case .list(let values): values.max() ?? 0
        case .fixed(let value): value
        }
    }

    /// The axis as a stored definition has it.
    public var canonical: CanonicalValue {
        switch self {
        case .fixed(let value): return .number(value)
        case .list(let values): return .list(values.map { .number($0) })
        case .range(let range, let scale, let count):
            var object: [String: CanonicalValue] = ["from": .number(range.lowerBound), "to": .number(range.upperBound)]
            if scale == .log { object["log"] = .boolean(true) }
            if let count { object["count"] = .integer(count) }
            return .object(object)
        }
    }
}
