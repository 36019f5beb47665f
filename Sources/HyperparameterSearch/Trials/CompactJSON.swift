/// JSON objects without nesting and spaces, their names sorted: to the byte what `JSONEncoder` makes with sorted keys.
///
/// Stores keep parameters and named values so.
public enum CompactJSON {
    /// The text of an object. Nil where a name or a word has characters that JSON escapes, or a number is not finite.
    public static func text(_ members: [String: ParameterValue]) -> String? {
        text(members) { value, bytes in
            switch value {
            case .number(let number): return append(number, to: &bytes)
            case .category(let word): return append(word, to: &bytes)
            case .boolean(let boolean):
                bytes.append(contentsOf: (boolean ? "true" : "false").utf8)
                return true
            }
        }
    }

    /// The text of an object that has only numbers; nil as above.
    public static func text(_ members: [String: Double]) -> String? {
        text(members) { number, bytes in append(number, to: &bytes) }
    }

    private static func text<Value>(
        _ members: [String: Value], _ append: (Value, inout [UInt8]) -> Bool
    ) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 * members.count + 2)
        bytes.append(UInt8(ascii: "{"))
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            guard Self.append(name, to: &bytes) else { return nil }
            bytes.append(UInt8(ascii: ":"))
            guard append(value, &bytes) else { return nil }
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ number: Double, to bytes: inout [UInt8]) -> Bool {
        guard number.isFinite else { return false }
        bytes.append(contentsOf: number.description.utf8)
        // As in ``Swift/Double/shortestText``.
        if bytes.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
        return true
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) -> Bool {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F else {
                return false
            }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
        return true
    }
}
