import Foundation

/// How the values of a grid over a range are rounded.
public enum GridRounding: String, Sendable, Hashable, CaseIterable {
    /// The values as ``Domain/value(at:)`` computes them, such as 0.30000000000000004. Versions before the rounding
    /// made grids of these values, and studies of those versions keep them.
    case none
    /// The nearest short decimal, where it differs from the value by no more than the arithmetic may: 0.3.
    case decimal
}

extension GridRounding {
    /// The longest decimals that values are rounded to, in significant digits. Almost no value is that close to a
    /// decimal of 12 digits by accident.
    static let mostDigits = 12

    /// The nearest decimal of at most ``mostDigits`` significant digits.
    ///
    /// - Returns: nil if it is more than `tolerance` away.
    static func decimal(near value: Double, within tolerance: Double) -> Double? {
        if abs(value) <= tolerance { return 0 }
        guard let decimal = Double(String(format: "%.\(mostDigits)g", value)), abs(decimal - value) <= tolerance
        else { return nil }
        return decimal
    }
}

extension ClosedRange<Double> {
    /// The short decimal at position `index` of `count` values from end to end.
    ///
    /// The position is computed again by formulas that lose less than ``Domain/value(at:)``. The result is the nearest
    /// short decimal that lies within 4 units in the last place: of the value on a log scale, of the larger end on a
    /// linear scale, whose sum is rounded at that size.
    ///
    /// - Returns: nil if there is no such decimal.
    func decimal(at index: Int, of count: Int, scale: Domain.Scale) -> Double? {
        let value: Double
        let tolerance: Double
        switch scale {
        case .linear:
            let (before, after) = (Double(count - 1 - index), Double(index))
            value = (lowerBound * before + upperBound * after) / Double(count - 1)
            tolerance = 4 * Swift.max(abs(lowerBound), abs(upperBound)).ulp
        case .log:
            value = logValue(at: index, of: count)
            tolerance = 4 * value.ulp
        }
        guard value.isFinite else { return nil }
        return GridRounding.decimal(near: value, within: tolerance).flatMap { contains($0) ? $0 : nil }
    }

    /// The value on a log scale, exact to about 2 units in the last place.
    ///
    /// The exponents of the ends are interpolated in whole numbers, so that only numbers below 2 are rounded.
    private func logValue(at index: Int, of count: Int) -> Double {
        let (before, after, parts) = (count - 1 - index, index, count - 1)
        let whole = Int(lowerBound.exponent) * before + Int(upperBound.exponent) * after
        let rest = (whole % parts + parts) % parts
        let fraction =
            (log2(lowerBound.significand) * Double(before) + log2(upperBound.significand) * Double(after) + Double(rest))
            / Double(parts)
        return scalbn(exp2(fraction), (whole - rest) / parts)
    }
}
