import Foundation

/// The values that a parameter may take.
public enum Domain: Sendable, Hashable, Codable {
    /// Real numbers in a closed range, uniform in the number or in its logarithm.
    case float(ClosedRange<Double>, scale: Scale)
    /// Whole numbers in a closed range.
    case integer(ClosedRange<Int>)
    /// One value of a list, all equally likely. A list of one value is fixed: sampling draws nothing for it.
    case choice([ParameterValue])

    public enum Scale: String, Sendable, Hashable, Codable {
        case linear
        case log
    }

    /// Whether the domain has only one value, as a list of one.
    public var isFixed: Bool {
        if case .choice(let values) = self { values.count == 1 } else { false }
    }

    /// Whether the value is in the domain.
    public func contains(_ value: ParameterValue) -> Bool {
        switch (self, value) {
        case (.float(let range, _), .number(let number)): range.contains(number)
        case (.integer(let range), .number(let number)): Int(exactly: number).map(range.contains) ?? false
        case (.choice(let values), _): values.contains(value)
        case (.float, .category), (.integer, .category): false
        }
    }

    /// One line of text, equal for equal domains.
    var fingerprint: String {
        switch self {
        case .float(let range, let scale):
            "\(range.lowerBound.shortestText) to \(range.upperBound.shortestText)" + (scale == .log ? ", log" : "")
        case .integer(let range): "whole numbers \(range.lowerBound) to \(range.upperBound)"
        case .choice(let values): "one of " + values.map(\.fingerprint).joined(separator: ", ")
        }
    }

    /// The value at a position of the domain.
    ///
    /// - Parameter uniform: in [0, 1). Linear ranges map it to `low + (high - low) * uniform`, as NumPy does.
    public func value(at uniform: Double) -> ParameterValue {
        switch self {
        case .float(let range, .linear):
            .number(range.lowerBound + (range.upperBound - range.lowerBound) * uniform)
        case .float(let range, .log):
            .number(
                min(
                    max(
                        exp(log(range.lowerBound) + (log(range.upperBound) - log(range.lowerBound)) * uniform),
                        range.lowerBound), range.upperBound))
        case .integer(let range):
            .number(
                Double(range.lowerBound) + (uniform * (Double(range.upperBound - range.lowerBound) + 1)).rounded(.down))
        case .choice(let values):
            values[Int(uniform * Double(values.count))]
        }
    }

    /// `count` values from one end of the range to the other, evenly spaced on its scale. A list gives its own values,
    /// whatever the count.
    ///
    /// - Parameter rounding: how real numbers between the ends are rounded. The ends are exact.
    /// - Throws: ``SpaceError/count(_:)`` unless `count` is at least 1 (at least 2 where the range has two ends).
    public func values(count: Int, rounding: GridRounding = .decimal) throws -> [ParameterValue] {
        switch self {
        case .choice(let values):
            return values
        case .integer(let range):
            guard count >= 1, count <= range.count else { throw SpaceError.count(count) }
            guard count > 1 else { return [.number(Double(range.lowerBound))] }
            let span = Double(range.upperBound - range.lowerBound)
            return (0..<count).map {
                .number((Double(range.lowerBound) + span * Double($0) / Double(count - 1)).rounded())
            }
        case .float(let range, let scale):
            guard count >= 2 || (count == 1 && range.lowerBound == range.upperBound) else {
                throw SpaceError.count(count)
            }
            let computed = (0..<count).map { index -> ParameterValue in
                // The arithmetic of a log scale would round the ends.
                if index == 0 { return .number(range.lowerBound) }
                if index == count - 1 { return .number(range.upperBound) }
                return value(at: Double(index) / Double(count - 1))
            }
            guard rounding == .decimal, count > 2 else { return computed }
            let inner = (1..<count - 1).map { index in
                range.decimal(at: index, of: count, scale: scale).map(ParameterValue.number) ?? computed[index]
            }
            let rounded = [computed[0]] + inner + [computed[count - 1]]
            // In a range of a few units in the last place, decimals would coincide.
            return Set(rounded).count == Set(computed).count ? rounded : computed
        }
    }
}
