import Foundation

extension Domain {
    /// `count` values from one end of the range to the other, evenly spaced on its scale. A list gives its own values,
    /// whatever the count.
    ///
    /// - Parameters:
    ///   - count: the number of values of a range.
    ///   - rounding: how real numbers between the ends are rounded. The ends are exact.
    /// - Throws: ``SpaceError/count(_:)`` unless `count` is at least 1 (at least 2 where the range has two ends) and no
    ///   more than the range has values, ``SpaceError/coincidingValues(count:most:)``.
    public func values(count: Int, rounding: GridRounding = .decimal) throws -> [ParameterValue] {
        switch self {
        case .choice(let values):
            return values
        case .integer(let range, .log, _):
            return try Self.logIntegers(range, count: count)
        case .integer, .float(_, _, .some):
            let all = valueCount ?? 1
            guard count >= 1, count <= all else { throw SpaceError.count(count) }
            guard count > 1 else { return [value(withIndex: 0)] }
            let span = Double(all - 1)
            if case .integer(let range, _, 1) = self {
                return (0..<count).map {
                    .number((Double(range.lowerBound) + span * Double($0) / Double(count - 1)).rounded())
                }
            }
            return (0..<count).map { value(withIndex: Int((span * Double($0) / Double(count - 1)).rounded())) }
        case .float(let range, let scale, nil):
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

    /// Whether a grid needs no count: the domain has a list, a step, or whole numbers on a linear scale.
    public var isListed: Bool {
        switch self {
        case .choice, .integer(_, .linear, _), .float(_, _, .some): true
        case .integer(_, .log, _), .float(_, _, nil): false
        }
    }

    private static func logIntegers(_ range: ClosedRange<Int>, count: Int) throws -> [ParameterValue] {
        guard count >= 1, count <= range.count, count >= 2 || range.count == 1 else { throw SpaceError.count(count) }
        if count == range.count { return range.map { .number(Double($0)) } }
        if let values = range.logValues(count) { return values.map(ParameterValue.number) }
        // Between these, of which the first is possible and the other is not.
        var (most, least) = (2, count)
        while least - most > 1 {
            let middle = (most + least) / 2
            if range.logValues(middle) == nil { least = middle } else { most = middle }
        }
        throw SpaceError.coincidingValues(count: count, most: most)
    }
}

extension ClosedRange<Int> {
    /// `count` whole numbers from end to end, evenly spaced on a log scale before they are rounded; nil where two would
    /// be equal.
    fileprivate func logValues(_ count: Int) -> [Double]? {
        let (low, high) = (log(Double(lowerBound)), log(Double(upperBound)))
        var values = [Double(lowerBound)]
        for index in 1..<count {
            let value =
                index == count - 1
                ? Double(upperBound) : exp(low + (high - low) * Double(index) / Double(count - 1)).rounded()
            guard value > values[index - 1] else { return nil }
            values.append(value)
        }
        return values
    }
}
