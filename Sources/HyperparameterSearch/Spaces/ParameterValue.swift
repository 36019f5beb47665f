/// The value of one parameter in one trial: a number, a category by name, or true or false.
///
/// Integers are numbers too (exact up to 2^53), as in JSON, the form in which values are stored and exported.
public enum ParameterValue: Sendable, Hashable {
    /// A real or whole number.
    case number(Double)
    /// A category, by name.
    case category(String)
    /// True or false.
    case boolean(Bool)
}

extension ParameterValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let boolean = try? container.decode(Bool.self) {
            self = .boolean(boolean)
        } else {
            self = .category(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .category(let name): try container.encode(name)
        case .boolean(let boolean): try container.encode(boolean)
        }
    }
}

extension ParameterValue: CustomStringConvertible {
    /// The shortest text that reads back as the same value. Whole numbers have no decimal point.
    public var description: String {
        switch self {
        case .number(let number): number.shortestText
        case .category(let name): name
        case .boolean(let boolean): "\(boolean)"
        }
    }
}

extension ParameterValue {
    /// One line: a number as its text, a category in quotes, true or false without.
    public var fingerprint: String {
        switch self {
        case .number(let number): number.shortestText
        case .category(let name): name.debugDescription
        case .boolean(let boolean): "\(boolean)"
        }
    }
}

extension ParameterValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral
{
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    public init(stringLiteral value: String) { self = .category(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension Double {
    /// The shortest decimal text that reads back as the same number: `0.5`, `4.31e-05`, and `2` rather than `2.0`.
    public var shortestText: String {
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
