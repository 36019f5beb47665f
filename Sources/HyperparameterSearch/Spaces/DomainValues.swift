import Foundation

extension Domain {
    /// The number of different values; nil for all real numbers of a range.
    public var valueCount: Int? {
        switch self {
        case .float(let range, _, let step):
            range.lowerBound == range.upperBound ? 1 : step.map { StepProblem.steps($0, in: range) + 1 }
        case .integer(let range, _, let step): (range.upperBound - range.lowerBound) / step + 1
        case .choice(let values): Set(values).count
        }
    }

    /// The value with this index, in ascending order or in the order of the list.
    ///
    /// - Precondition: the domain has ``valueCount`` values and `index` is from 0 to below it.
    public func value(withIndex index: Int) -> ParameterValue {
        switch self {
        case .float(let range, _, let step): .number(step.map { range.value(index, step: $0) } ?? range.lowerBound)
        case .integer(let range, _, let step): .number(Double(range.lowerBound + index * step))
        case .choice(let values): values[index]
        }
    }

    /// The index of a value of ``value(withIndex:)``; nil where the domain does not have it, or is all real numbers of a
    /// range.
    public func index(of value: ParameterValue) -> Int? {
        switch (self, value) {
        case (.float(let range, _, let step?), .number(let number)):
            guard range.contains(number) else { return nil }
            let index = Int(((number - range.lowerBound) / step).rounded())
            return range.value(index, step: step) == number ? index : nil
        case (.integer(let range, _, let step), .number(let number)):
            guard let whole = Int(exactly: number), range.contains(whole) else { return nil }
            let (index, rest) = (whole - range.lowerBound).quotientAndRemainder(dividingBy: step)
            return rest == 0 ? index : nil
        case (.choice(let values), _): return values.firstIndex(of: value)
        case (.float, _), (.integer, _): return nil
        }
    }

    /// The value at a position of the domain.
    ///
    /// - Parameter uniform: in [0, 1). Linear ranges map it to `low + (high - low) * uniform`, as NumPy does.
    public func value(at uniform: Double) -> ParameterValue {
        switch self {
        case .float(let range, .linear, nil):
            .number(range.lowerBound + (range.upperBound - range.lowerBound) * uniform)
        case .float(let range, .log, nil):
            .number(
                min(
                    max(
                        exp(log(range.lowerBound) + (log(range.upperBound) - log(range.lowerBound)) * uniform),
                        range.lowerBound), range.upperBound))
        case .integer(let range, .linear, 1):
            .number(
                Double(range.lowerBound) + (uniform * (Double(range.upperBound - range.lowerBound) + 1)).rounded(.down))
        case .integer(let range, .log, _):
            .number(range.logValue(at: uniform))
        case .float, .integer:
            value(withIndex: Int(uniform * Double(valueCount ?? 1)))
        case .choice(let values):
            values[Int(uniform * Double(values.count))]
        }
    }
}

extension ClosedRange<Double> {
    /// The value that is `index` steps above the lower end: the nearest short decimal, where it differs by no more than
    /// the arithmetic may. The last value is the upper end.
    func value(_ index: Int, step: Double) -> Double {
        let value = lowerBound.addingProduct(Double(index), step)
        let largest = Swift.max(abs(lowerBound), abs(upperBound))
        if abs(value - upperBound) < step / 2 { return upperBound }
        return GridRounding.decimal(near: value, within: 4 * largest.ulp) ?? value
    }
}

extension ClosedRange<Int> {
    /// The whole number at a position of a log scale on which the number n has the place of all real numbers that are
    /// rounded to it, from n - 1/2 to n + 1/2.
    fileprivate func logValue(at uniform: Double) -> Double {
        let (low, high) = (log(Double(lowerBound) - 0.5), log(Double(upperBound) + 0.5))
        let number = exp(low + (high - low) * uniform).rounded()
        return Swift.min(Swift.max(number, Double(lowerBound)), Double(upperBound))
    }
}
