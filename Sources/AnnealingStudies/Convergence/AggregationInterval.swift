import Foundation
import HyperparameterSearch

extension Aggregation {
    /// The 95% interval of the aggregation over further networks; nil for fewer than two numbers.
    ///
    /// The mean has Student's interval, m ± t s / √n with n - 1 degrees of freedom (``ConfidenceInterval``). The geometric
    /// mean has the exponentials of that interval of the logarithms, since errors differ by factors between networks
    /// (Bland and Altman, "Transformations, means, and confidence intervals", BMJ 312, 1996). Numbers below
    /// ``smallestError`` count as ``smallestError``.
    ///
    /// - Parameter numbers: one for each network, none below 0.
    public func interval(of numbers: [Double]) -> ConfidenceInterval? {
        switch self {
        case .mean: return ConfidenceInterval(ofMean: numbers)
        case .geometricMean where !numbers.contains { $0 > 0 }:
            return numbers.count > 1 ? ConfidenceInterval(low: 0, high: 0) : nil
        case .geometricMean:
            return ConfidenceInterval(ofMean: numbers.map { log(max($0, Self.smallestError)) }).map {
                ConfidenceInterval(low: exp($0.low), high: exp($0.high))
            }
        }
    }
}
