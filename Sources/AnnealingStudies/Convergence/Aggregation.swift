import Foundation
import SpikingDynamics

/// How one number is made of a measure on several networks.
public enum Aggregation: String, Sendable, Hashable, CaseIterable {
    case mean
    /// The exponential of the mean of the logarithms. Half the error is worth the same on each network, so a network
    /// with large errors counts no more than the others. Errors below ``smallestError`` count as ``smallestError``. The
    /// mean of zeros alone, such as those of clamped layers, is 0.
    case geometricMean

    /// The precision of a fixed point. Smaller errors cannot be told apart, and an error of 0 on one network would
    /// outweigh all other networks.
    public static let smallestError = FixedPoint.tolerance

    /// - Parameter numbers: at least one, none below 0. The aggregation of one number is that number.
    public func of(_ numbers: [Double]) -> Double {
        guard numbers.count > 1 else { return numbers.first ?? .nan }
        let count = Double(numbers.count)
        switch self {
        case .mean: return numbers.reduce(0, +) / count
        case .geometricMean where !numbers.contains { $0 > 0 }: return 0
        case .geometricMean: return exp(numbers.reduce(0) { $0 + log(max($1, Self.smallestError)) } / count)
        }
    }

    /// A lower bound of ``of(_:)``, to the bit, for numbers that are at least `bounds`.
    ///
    /// A rounded sum never decreases when a term grows. Logarithm and exponential have errors of one or two ulp, and
    /// the mean of the logarithms, whose size is at most 745, has some more; a factor of 1 - 1e-12 covers them.
    public func bound(_ bounds: [Double]) -> Double {
        let bound = of(bounds)
        return self == .geometricMean && bounds.count > 1 ? bound * (1 - 1e-12) : bound
    }
}
