import Foundation
import HyperparameterSearch

/// The values of JSON columns. Keys are sorted, and numbers have full precision.
enum StoredJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    static func parameters(_ text: String) throws -> TrialParameters {
        try FlatJSON.members(text).map(TrialParameters.init) ?? value(text)
    }

    static func numbers(_ text: String) throws -> [String: Double] {
        try FlatJSON.numbers(text) ?? value(text)
    }
}
