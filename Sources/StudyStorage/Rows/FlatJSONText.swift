import HyperparameterSearch

extension FlatJSON {
    /// The text of an object, to the byte that of `JSONEncoder` with sorted keys. Nil where a name or a word has
    /// characters that JSON escapes, or a number is not finite.
    static func text(_ members: [String: ParameterValue]) -> String? {
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

    /// As ``text(_:)-(ParameterValues)``, of numbers alone.
    static func text(_ members: [String: Double]) -> String? {
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
        bytes.append(contentsOf: number.shortestText.utf8)
        return true
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) -> Bool {
        let isPlain = { (byte: UInt8) in
            byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
        }
        guard text.utf8.allSatisfy(isPlain) else { return false }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
        return true
    }
}
