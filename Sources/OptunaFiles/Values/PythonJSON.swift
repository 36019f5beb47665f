import Foundation
import HyperparameterSearch

/// A JSON value, with null. Objects keep no order.
enum PythonJSON: Decodable, Hashable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([PythonJSON])
    case object([String: PythonJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([PythonJSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: PythonJSON].self))
        }
    }

    /// - Returns: nil where the text is not JSON. Python writes NaN and Infinity, which JSON does not have.
    init?(_ text: String) {
        guard let value = try? JSONDecoder().decode(PythonJSON.self, from: Data(text.utf8)) else { return nil }
        self = value
    }

    subscript(key: String) -> PythonJSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var whole: Int? { number.flatMap { Int(exactly: $0) } }
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// One line of JSON with sorted keys.
    var written: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let value): value.shortestText
        case .text(let value): Self.quoted(value)
        case .list(let values): "[" + values.map(\.written).joined(separator: ", ") + "]"
        case .object(let object):
            "{"
                + object.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.written)" }
                .joined(separator: ", ") + "}"
        }
    }

    /// A JSON string.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
