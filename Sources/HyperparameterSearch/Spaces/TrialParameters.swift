/// The parameters of one trial: values by name.
public struct TrialParameters: Sendable, Hashable, Codable {
    /// The values by the names of their parameters.
    public var values: [String: ParameterValue]

    /// Parameters with these values.
    public init(_ values: [String: ParameterValue]) {
        self.values = values
    }

    /// The value of a parameter; nil where the trial does not have it.
    public subscript(name: String) -> ParameterValue? { values[name] }

    /// - Throws: ``ParameterError`` where there is no such parameter or it is not a number.
    public func number(_ name: String) throws -> Double {
        switch values[name] {
        case .number(let number): return number
        case .category(let category): throw ParameterError.notANumber(name, category)
        case .boolean(let boolean): throw ParameterError.notANumber(name, "\(boolean)")
        case nil: throw ParameterError.missing(name)
        }
    }

    /// - Throws: ``ParameterError`` where there is no such parameter or it is not a whole number.
    public func integer(_ name: String) throws -> Int {
        let number = try number(name)
        guard let integer = Int(exactly: number) else { throw ParameterError.notWhole(name, number) }
        return integer
    }

    /// - Throws: ``ParameterError`` where there is no such parameter or it is not a category.
    public func category(_ name: String) throws -> String {
        switch values[name] {
        case .category(let category): return category
        case .number(let number): throw ParameterError.notACategory(name, number)
        case .boolean(let boolean): throw ParameterError.truthValue(name, boolean)
        case nil: throw ParameterError.missing(name)
        }
    }

    /// - Throws: ``ParameterError`` where there is no such parameter or it is neither true nor false.
    public func boolean(_ name: String) throws -> Bool {
        switch values[name] {
        case .boolean(let boolean): return boolean
        case .number, .category: throw ParameterError.notABoolean(name, values[name]?.fingerprint ?? "")
        case nil: throw ParameterError.missing(name)
        }
    }

    /// One line of text, equal for equal parameters.
    var fingerprint: String {
        values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.fingerprint)" }.joined(separator: ", ")
    }

    public init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: ParameterValue].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}

extension TrialParameters: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, ParameterValue)...) {
        values = Dictionary(elements) { _, last in last }
    }
}

/// The error of an objective that asks for a parameter that is missing or of another kind.
public enum ParameterError: Error, Hashable, CustomStringConvertible {
    /// The trial does not have the parameter.
    case missing(String)
    /// The parameter has this category or truth value where a number is needed.
    case notANumber(String, String)
    /// The parameter is a number that is not whole.
    case notWhole(String, Double)
    /// The parameter is a number where a category is needed.
    case notACategory(String, Double)
    /// A truth value where a category is needed.
    case truthValue(String, Bool)
    /// The parameter is something else where true or false is needed.
    case notABoolean(String, String)

    public var description: String {
        switch self {
        case .missing(let name): "there is no parameter '\(name)'; add it to the search space"
        case .notANumber(let name, let value): "parameter '\(name)' is the category '\(value)'; a number is needed"
        case .notWhole(let name, let value): "parameter '\(name)' is \(value); a whole number is needed"
        case .notACategory(let name, let value): "parameter '\(name)' is the number \(value); a category is needed"
        case .truthValue(let name, let value): "parameter '\(name)' is \(value); a category is needed"
        case .notABoolean(let name, let value): "parameter '\(name)' is \(value); true or false is needed"
        }
    }
}
