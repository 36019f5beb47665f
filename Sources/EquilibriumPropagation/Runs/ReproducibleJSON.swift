import Foundation

/// JSON as traces and checkpoints hold it: the same values give the same bytes, and numbers that are not finite, of
/// runs that fail, are words.
enum ReproducibleJSON {
    private static let words = (positive: "inf", negative: "-inf", nan: "nan")

    /// - Precondition: the value encodes itself as numbers, text, lists and keys, of which none is refused.
    static func data(_ value: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: words.positive, negativeInfinity: words.negative, nan: words.nan)
        do {
            return try encoder.encode(value)
        } catch {
            preconditionFailure("\(type(of: value)) does not encode itself as plain JSON: \(error)")
        }
    }

    /// - Returns: nil where the data is no such value.
    static func value<Value: Decodable>(_ type: Value.Type, _ data: Data) -> Value? {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: words.positive, negativeInfinity: words.negative, nan: words.nan)
        return try? decoder.decode(type, from: data)
    }
}
