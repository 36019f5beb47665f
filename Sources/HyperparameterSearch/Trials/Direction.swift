/// Whether small or large objective values are better.
public enum Direction: String, Sendable, Hashable, Codable {
    /// Small values are better.
    case minimize
    /// Large values are better.
    case maximize

    /// Whether `value` is strictly better than `other`.
    public func prefers(_ value: Double, to other: Double) -> Bool {
        switch self {
        case .minimize: value < other
        case .maximize: value > other
        }
    }
}
