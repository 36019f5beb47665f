import Foundation
import SpikingDynamics

/// How a measure on several networks becomes one number.
public enum Combination: String, Sendable, Hashable, CaseIterable {
    /// The mean.
    case mean
    /// The exponential of the mean of the logarithms: a network on which all errors are large counts no more than
    /// another, since half the error is worth the same on each. Errors below ``smallestError`` count as that; of
    /// nothing but zeros (as a clamped layer's) it is 0.
    case geometricMean

    /// Fixed points are known to so much, so that of smaller errors none is better; else one network on which the error is
    /// 0 would rule all others.
    public static let smallestError = FixedPoint.tolerance

    /// Of at least one number, none of them negative; one number is itself.
    public func of(_ numbers: [Double]) -> Double {
        guard numbers.count > 1 else { return numbers.first ?? .nan }
        let count = Double(numbers.count)
        switch self {
        case .mean: return numbers.reduce(0, +) / count
        case .geometricMean where !numbers.contains { $0 > 0 }: return 0
        case .geometricMean: return exp(numbers.reduce(0) { $0 + log(max($1, Self.smallestError)) } / count)
        }
    }

    /// The least that ``of(_:)`` can give where each number is at least its bound, to the bit.
    ///
    /// Rounded sums of rounded terms never decrease where a term grows. Logarithm and exponential are exact to an ulp or
    /// two only, and the mean of logarithms to some more of its own size, at most 745: the bound gives way by as much.
    public func bound(_ bounds: [Double]) -> Double {
        let bound = of(bounds)
        return self == .geometricMean && bounds.count > 1 ? bound * (1 - 1e-12) : bound
    }
}
