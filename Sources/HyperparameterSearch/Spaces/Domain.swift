/// The values that a parameter may take.
public enum Domain: Sendable, Hashable, Codable {
    /// Real numbers in a closed range, uniform in the number or in its logarithm. With a step, the range's lower end and
    /// every number that is whole steps above it, all equally likely.
    case float(ClosedRange<Double>, scale: Scale, step: Double? = nil)
    /// Whole numbers in a closed range, equally likely or uniform in the logarithm; with a step, as real numbers.
    case integer(ClosedRange<Int>, scale: Scale = .linear, step: Int = 1)
    /// One value of a list, all equally likely. A list of one value is fixed: sampling draws nothing for it.
    case choice([ParameterValue])

    /// The scale on which a range is uniform.
    public enum Scale: String, Sendable, Hashable, Codable {
        /// Uniform in the number.
        case linear
        /// Uniform in the number's logarithm. The range must be above 0.
        case log
    }

    /// Whether the domain has only one value, as a list of one.
    public var isFixed: Bool {
        if case .choice(let values) = self { values.count == 1 } else { false }
    }

    /// Whether the value is in the domain.
    public func contains(_ value: ParameterValue) -> Bool {
        switch (self, value) {
        case (.float(let range, _, nil), .number(let number)): range.contains(number)
        case (.float, .number), (.integer, .number): index(of: value) != nil
        case (.choice(let values), _): values.contains(value)
        case (.float, _), (.integer, _): false
        }
    }

    /// One line of text, equal for equal domains.
    var fingerprint: String {
        switch self {
        case .float(let range, let scale, let step):
            "\(range.lowerBound.shortestText) to \(range.upperBound.shortestText)" + (scale == .log ? ", log" : "")
                + (step.map { ", step \($0.shortestText)" } ?? "")
        case .integer(let range, let scale, let step):
            "whole numbers \(range.lowerBound) to \(range.upperBound)" + (scale == .log ? ", log" : "")
                + (step == 1 ? "" : ", step \(step)")
        case .choice(let values): "one of " + values.map(\.fingerprint).joined(separator: ", ")
        }
    }
}
