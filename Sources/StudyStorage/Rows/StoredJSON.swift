import Foundation
import HyperparameterSearch

/// The values of JSON columns. Keys are sorted, and numbers have full precision.
package enum StoredJSON {
    package static func text(_ description: RunDescription) throws -> String { try encoded(description) }

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    package static func text(_ parameters: TrialParameters) throws -> String {
        if let text = CompactJSON.text(parameters.values) { return text }
        return try encoded(parameters)
    }

    package static func text(_ numbers: [String: Double]) throws -> String {
        if let text = CompactJSON.text(numbers) { return text }
        return try encoded(numbers)
    }

    package static func value<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    package static func parameters(_ text: String) throws -> TrialParameters {
        try FlatJSON.members(text).map(TrialParameters.init) ?? value(text)
    }

    package static func numbers(_ text: String) throws -> [String: Double] {
        try FlatJSON.numbers(text) ?? value(text)
    }
}
