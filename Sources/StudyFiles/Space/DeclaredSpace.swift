import HyperparameterSearch

/// What a study searches: parameters in the order in which they are drawn.
public struct DeclaredSpace: Sendable, Hashable {
    public struct Dimension: Sendable, Hashable {
        public var parameter: Parameter
        /// How many values of a range a grid takes; nil for a list and outside grids.
        public var count: Int?

        public init(_ parameter: Parameter, count: Int? = nil) {
            self.parameter = parameter
            self.count = count
        }

        /// A number with the values of an axis.
        public init(_ name: String, _ axis: Axis) {
            self.init(Parameter(name, axis.domain), count: axis.count)
        }
    }

    public var dimensions: [Dimension]
    /// The space as a stored definition has it.
    public var canonical: CanonicalValue
    /// Whether points must be trials of the space. Otherwise the kind of study alone decides what a point is.
    var checksPoints = false

    public init(_ dimensions: [Dimension], canonical: CanonicalValue) {
        self.dimensions = dimensions
        self.canonical = canonical
    }

    var parameterNames: [String] { dimensions.map(\.parameter.name) }

    /// - Throws: `SpaceError` if a parameter has no values, or two have one name.
    public func searchSpace() throws -> SearchSpace {
        try SearchSpace(dimensions.map(\.parameter))
    }

    /// The grid of all combinations.
    ///
    /// - Throws: `SpaceError` if a range has no count, or there are too many combinations.
    func grid(rounding: GridRounding) throws -> GridSampler {
        try GridSampler(dimensions.map { try GridSampler.Axis($0.parameter, count: $0.count, rounding: rounding) })
    }

    /// Whether a grid computes some values. Lists have theirs, and nothing to round.
    public var isComputed: Bool { dimensions.contains { $0.count != nil } }
}
