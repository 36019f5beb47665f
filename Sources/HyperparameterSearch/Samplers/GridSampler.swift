/// Every combination of the listed values, one combination per trial.
///
/// The order is that of nested loops over the axes: the first axis changes slowest, the last one with every trial.
/// Trial n is a pure function of (axes, n).
public struct GridSampler: IndependentSampler {
    public struct Axis: Sendable, Hashable {
        public let name: String
        public let values: [ParameterValue]
        /// The values before the rounding of grids, where they differ.
        fileprivate var earlierValues: [ParameterValue]?

        public init(_ name: String, _ values: [ParameterValue]) {
            self.name = name
            self.values = values
        }

        /// The axis of a parameter: its list of values, or `count` values of its range, evenly spaced on its scale.
        ///
        /// - Throws: ``SpaceError`` where the parameter is a range and `count` is nil or does not fit it, or where the
        ///   parameter is only in some trials.
        public init(_ parameter: Parameter, count: Int? = nil, rounding: GridRounding = .decimal) throws {
            guard parameter.condition == nil else { throw SpaceError.conditionalGrid(parameter.name) }
            _ = try SearchSpace([parameter])
            if case .choice(let values) = parameter.domain {
                self.init(parameter.name, values)
            } else {
                guard let count else { throw SpaceError.notListed(parameter.name) }
                self.init(parameter.name, try parameter.domain.values(count: count, rounding: rounding))
                let computed = try parameter.domain.values(count: count, rounding: .none)
                if computed != values { earlierValues = computed }
            }
        }
    }

    /// The largest accepted number of grid points.
    public static let largestSize = 10_000_000

    public let axes: [Axis]
    private let count: Int

    public var size: Int? { count }

    /// - Throws: ``SpaceError`` where names repeat, an axis is empty or has a value twice, or the grid has more than
    ///   ``largestSize`` points.
    public init(_ axes: [Axis]) throws {
        _ = try SearchSpace(axes.map { Parameter($0.name, .choice($0.values)) })
        var count = 1
        for axis in axes {
            let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
            guard !overflow, product <= Self.largestSize else {
                throw SpaceError.tooManyPoints(limit: Self.largestSize)
            }
            count = product
            var seen: Set<ParameterValue> = []
            if let value = axis.values.first(where: { !seen.insert($0).inserted }) {
                throw SpaceError.valueTwice(axis.name, value)
            }
        }
        self.axes = axes
        self.count = count
    }

    public var earlierForm: GridSampler? {
        guard axes.contains(where: { $0.earlierValues != nil }) else { return nil }
        return try? GridSampler(axes.map { Axis($0.name, $0.earlierValues ?? $0.values) })
    }

    public var fingerprint: String {
        (["grid, the last axis changing fastest"]
            + axes.map { axis in
                "\(axis.name): " + axis.values.map(\.fingerprint).joined(separator: ", ")
            }).joined(separator: "\n")
    }

    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        guard (0..<count).contains(number) else { throw SamplerError.numberOutOfRange(number, size: count) }
        var values: [String: ParameterValue] = [:]
        var rest = number
        for axis in axes.reversed() {
            values[axis.name] = axis.values[rest % axis.values.count]
            rest /= axis.values.count
        }
        return TrialParameters(values)
    }
}
