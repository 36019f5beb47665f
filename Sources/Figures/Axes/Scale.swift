import Foundation

/// The scale of an axis.
public enum Scale: String, Sendable, CaseIterable {
    /// Equal distances are equal differences.
    case linear
    /// Equal distances are equal ratios.
    case logarithmic

    /// Whether an axis of this scale can show a value. The value must be finite, its magnitude at most 1e250 (so that
    /// margins are finite, too), and on a logarithmic axis it must be at least 1e-250. Other values are not drawn.
    public func admits(_ value: Double) -> Bool {
        switch self {
        case .linear: abs(value) <= 1e250
        case .logarithmic: value >= 1e-250 && value <= 1e250
        }
    }

    /// The quantity that grows evenly along the axis: the value, or its decimal logarithm.
    func spread(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .logarithmic: log10(value)
        }
    }

    /// The inverse of ``spread(_:)``.
    func unspread(_ position: Double) -> Double {
        switch self {
        case .linear: position
        case .logarithmic: pow(10, position)
        }
    }
}
