/// Whether small or large objective values are better.
public enum Direction: String, Sendable, Hashable, Codable {
    case minimize
    case maximize

    /// Whether `value` is strictly better than `other`.
    public func prefers(_ value: Double, to other: Double) -> Bool {
        switch self {
        case .minimize: value < other
        case .maximize: value > other
        }
    }
}
