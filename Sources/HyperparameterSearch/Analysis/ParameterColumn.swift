/// The values of one parameter in several trials.
public struct ParameterColumn: Sendable, Hashable {
    /// Numbers, or categories by index.
    public enum Values: Sendable, Hashable {
        /// `[trial]`
        case numbers([Double])
        /// `[trial]`, indices into `names`.
        case categories([Int], names: [String])
    }

    /// The parameter's name.
    public let name: String
    /// The parameter's value in each trial.
    public let values: Values
    /// The scale on which the numbers are spread most evenly.
    public let scale: Domain.Scale

    /// A column of values that are in the order of the trials.
    public init(_ name: String, _ values: Values, scale: Domain.Scale = .linear) {
        self.name = name
        self.values = values
        self.scale = scale
    }

    /// Whether all trials have the same value.
    public var isConstant: Bool {
        switch values {
        case .numbers(let numbers): numbers.allSatisfy { $0 == numbers[0] }
        case .categories(let indices, _): indices.allSatisfy { $0 == indices[0] }
        }
    }

    /// `[trial]`: the numbers, or the categories' indices.
    public var places: [Double] {
        switch values {
        case .numbers(let numbers): numbers
        case .categories(let indices, _): indices.map(Double.init)
        }
    }

    /// The names of the categories; empty for numbers.
    public var categories: [String] {
        if case .categories(_, let names) = values { names } else { [] }
    }

    /// The column with only some of its trials.
    ///
    /// - Parameter rows: the indices of those trials.
    public func selecting(_ rows: [Int]) -> ParameterColumn {
        switch values {
        case .numbers(let numbers): ParameterColumn(name, .numbers(rows.map { numbers[$0] }), scale: scale)
        case .categories(let indices, let names):
            ParameterColumn(name, .categories(rows.map { indices[$0] }, names: names), scale: scale)
        }
    }
}
