import Foundation
import HyperparameterSearch

/// A JSON value with one way of writing it: equal values have equal texts.
public enum CanonicalValue: Sendable, Hashable, ExpressibleByStringLiteral {
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([CanonicalValue])
    case object([String: CanonicalValue])

    public init(stringLiteral value: String) { self = .text(value) }

    /// `{"seed": 1234}`.
    public static func seed(_ seed: UInt32) -> CanonicalValue { .object(["seed": .integer(Int(seed))]) }

    /// Reads ``text``. A text that is not JSON becomes a single string.
    public init(text: String) {
        self = (try? JSONDecoder().decode(CanonicalValue.self, from: Data(text.utf8))) ?? .text(text)
    }

    /// One line of JSON with sorted keys and numbers at full precision.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding cannot fail: all numbers are finite.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The scalars and the lists of scalars, by path. The path of an object in a list has the object's index, as in
    /// `points[3].epsilon`.
    var flattened: [String: String] {
        var leaves: [String: String] = [:]
        flatten("", into: &leaves)
        return leaves
    }

    private func flatten(_ path: String, into leaves: inout [String: String]) {
        switch self {
        case .object(let object):
            for (key, value) in object { value.flatten(path.isEmpty ? key : "\(path).\(key)", into: &leaves) }
        case .list(let list) where list.contains(where: \.isObject):
            for (index, value) in list.enumerated() { value.flatten("\(path)[\(index)]", into: &leaves) }
        case .boolean, .integer, .number, .text, .list:
            leaves[path] = text
        }
    }

    private var isObject: Bool {
        if case .object = self { true } else { false }
    }
}

extension CanonicalValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([CanonicalValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: CanonicalValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
