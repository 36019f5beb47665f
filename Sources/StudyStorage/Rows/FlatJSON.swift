import Foundation
import HyperparameterSearch

/// JSON objects without nesting, escapes and spaces, as settle stores parameters and named values: a fast path for lists
/// of many trials. What is not of this form is left to `JSONDecoder`, which decides whether it is an error.
enum FlatJSON {
    /// The members of an object; nil where the text is not of this form.
    static func members(_ text: String) -> [String: ParameterValue]? {
        var text = text
        return text.withUTF8 { bytes in
            var scanner = Scanner(bytes: bytes)
            return scanner.object()
        }
    }

    static func numbers(_ text: String) -> [String: Double]? {
        guard let members = members(text) else { return nil }
        var numbers = [String: Double](minimumCapacity: members.count)
        for (name, value) in members {
            guard case .number(let number) = value else { return nil }
            numbers[name] = number
        }
        return numbers
    }

    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        var place = 0

        private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        mutating func object() -> [String: ParameterValue]? {
            guard take("{") else { return nil }
            var members: [String: ParameterValue] = [:]
            if take("}") { return place == bytes.count ? members : nil }
            repeat {
                guard let name = string(), take(":"), let value = value(),
                    members.updateValue(value, forKey: name) == nil
                else { return nil }
            } while take(",")
            return take("}") && place == bytes.count ? members : nil
        }

        private mutating func value() -> ParameterValue? {
            switch next {
            case UInt8(ascii: "\""): string().map(ParameterValue.category)
            case UInt8(ascii: "t"): word("true") ? .boolean(true) : nil
            case UInt8(ascii: "f"): word("false") ? .boolean(false) : nil
            default: number().map(ParameterValue.number)
            }
        }

        private mutating func word(_ word: String) -> Bool {
            guard bytes[place...].starts(with: word.utf8) else { return false }
            place += word.utf8.count
            return true
        }

        private mutating func string() -> String? {
            guard take("\"") else { return nil }
            let start = place
            while let byte = next, byte != UInt8(ascii: "\"") {
                guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
                place += 1
            }
            defer { place += 1 }
            return next == nil ? nil : String(decoding: bytes[start..<place], as: UTF8.self)
        }

        /// A number by JSON's grammar, which is narrower than that of `strtod`.
        private mutating func number() -> Double? {
            let start = place
            _ = take("-")
            guard digits(allowsLeadingZero: false) else { return nil }
            if take(".") { guard digits(allowsLeadingZero: true) else { return nil } }
            if take("e") || take("E") {
                _ = take("+") || take("-")
                guard digits(allowsLeadingZero: true) else { return nil }
            }
            // Longer numbers than settle writes are left to the decoder.
            guard place - start < 32 else { return nil }
            let number = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 33) { copy in
                for index in start..<place { copy[index - start] = CChar(bitPattern: bytes[index]) }
                copy[place - start] = 0
                return strtod(copy.baseAddress!, nil)
            }
            return number.isFinite ? number : nil
        }

        private mutating func digits(allowsLeadingZero: Bool) -> Bool {
            let start = place
            while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
            return place > start && (allowsLeadingZero || place == start + 1 || bytes[start] != UInt8(ascii: "0"))
        }
    }
}
