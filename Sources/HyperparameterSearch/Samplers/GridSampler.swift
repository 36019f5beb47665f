/// Every combination of the listed values, one combination per trial.
///
/// The order is that of nested loops over the axes: the first axis changes slowest, the last one with every trial. An
/// axis with a condition has a loop only where the condition is fulfilled, so no two trials are equal. Trial n is a pure
/// function of (axes, n).
public struct GridSampler: IndependentSampler {
    /// A parameter of the grid, with its values.
    public struct Axis: Sendable, Hashable {
        /// The parameter's name.
        public let name: String
        /// The values, in the order in which the loop takes them.
        public let values: [ParameterValue]
        /// The trials that have the parameter; nil for all trials.
        public let condition: Condition?
        /// The values before the rounding of grids, where they differ.
        fileprivate var earlierValues: [ParameterValue]?

        /// An axis of listed values. ``GridSampler/init(_:)`` checks them.
        public init(_ name: String, _ values: [ParameterValue], condition: Condition? = nil) {
            self.name = name
            self.values = values
            self.condition = condition
        }

        /// The axis of a parameter: all its values, or `count` values of its range, evenly spaced on its scale.
        ///
        /// - Throws: ``SpaceError`` where the parameter is a range that needs a count (``Domain/isListed``) and `count` is
        ///   nil or does not fit it.
        public init(_ parameter: Parameter, count: Int? = nil, rounding: GridRounding = .decimal) throws {
            let (name, domain) = (parameter.name, parameter.domain)
            _ = try SearchSpace([Parameter(name, domain)])
            guard domain.isListed || count != nil else { throw SpaceError.notListed(name) }
            if case .choice(let values) = domain {
                self.init(name, values, condition: parameter.condition)
                return
            }
            let count = count ?? domain.valueCount ?? 0
            guard count <= GridSampler.largestSize else {
                throw SpaceError.tooManyPoints(limit: GridSampler.largestSize)
            }
            self.init(name, try domain.values(count: count, rounding: rounding), condition: parameter.condition)
            let computed = try domain.values(count: count, rounding: .none)
            if computed != values { earlierValues = computed }
        }
    }

    /// The largest accepted number of grid points.
    public static let largestSize = 10_000_000

    /// The axes, the slowest first.
    public let axes: [Axis]
    private let tree: GridTree

    public var size: Int? { tree.size }

    /// - Throws: ``SpaceError`` where names repeat, an axis is empty or has a value twice, a condition names no earlier
    ///   axis or a value that it does not have, or the grid has more than ``largestSize`` points.
    public init(_ axes: [Axis]) throws {
        _ = try SearchSpace(axes.map { Parameter($0.name, .choice($0.values), condition: $0.condition) })
        for axis in axes {
            var seen: Set<ParameterValue> = []
            if let value = axis.values.first(where: { !seen.insert($0).inserted }) {
                throw SpaceError.valueTwice(axis.name, value)
            }
        }
        guard let tree = GridTree(axes, most: Self.largestSize) else {
            throw SpaceError.tooManyPoints(limit: Self.largestSize)
        }
        self.axes = axes
        self.tree = tree
    }

    public var earlierForm: GridSampler? {
        guard axes.contains(where: { $0.earlierValues != nil }) else { return nil }
        return try? GridSampler(axes.map { Axis($0.name, $0.earlierValues ?? $0.values, condition: $0.condition) })
    }

    public var fingerprint: String {
        (["grid, the last axis changing fastest"]
            + axes.map { axis in
                "\(axis.name): " + axis.values.map(\.fingerprint).joined(separator: ", ")
                    + (axis.condition.map { ", \($0.fingerprint)" } ?? "")
            }).joined(separator: "\n")
    }

    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        guard (0..<tree.size).contains(number) else {
            throw SamplerError.numberOutOfRange(number, size: tree.size)
        }
        var values: [String: ParameterValue] = [:]
        for (axis, index) in zip(axes, tree.indices(of: number)) {
            if let index { values[axis.name] = axis.values[index] }
        }
        return TrialParameters(values)
    }
}
