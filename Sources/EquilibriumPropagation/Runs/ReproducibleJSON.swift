import Foundation

/// JSON for traces and checkpoints: the same values give the same bytes. Numbers that are not finite, which failed runs
/// have, are written as words.
enum ReproducibleJSON {
    private static let words = (positive: "inf", negative: "-inf", nan: "nan")

    /// - Precondition: the value encodes itself as numbers, text, lists and keyed values, without an error.
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

    /// - Returns: nil if the data is not JSON of such a value.
    static func value<Value: Decodable>(_ type: Value.Type, _ data: Data) -> Value? {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: words.positive, negativeInfinity: words.negative, nan: words.nan)
        return try? decoder.decode(type, from: data)
    }
}
