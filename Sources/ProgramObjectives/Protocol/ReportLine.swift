import Foundation

/// A line of a program's standard output, read by the protocol: a JSON object with `value`, and with `step` on the way
/// or `values` at the end. Every other line is a log.
enum ReportLine: Equatable {
    /// `{"step": 3, "value": 0.31}`. The value may be other than finite.
    case step(Int, Double)
    /// `{"value": 0.29, "values": {"accuracy": 0.91}}`.
    case end(Double, [String: Double])
    /// The line has the key `value` but does not keep to the protocol; the text says why.
    case fault(String)
    case log

    /// The largest step.
    static let largestStep = 1 << 53

    init(_ line: ArraySlice<UInt8>) {
        let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard text.first == UInt8(ascii: "{"), text.firstRange(of: Array("\"value\"".utf8)) != nil else {
            self = .log
            return
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        guard let fields = try? decoder.decode([String: Field].self, from: Data(Self.quoted(text))) else {
            self = .log
            return
        }
        self = Self.read(fields)
    }

    private static func read(_ fields: [String: Field]) -> ReportLine {
        guard let found = fields["value"] else { return .log }
        guard case .number(let value) = found else { return .fault("'value' is not a number") }
        let known = ["step", "value", "values"]
        if let other = fields.keys.filter({ !known.contains($0) }).min() {
            return .fault("the key '\(other.prefix(40))' is unknown; further numbers belong under 'values'")
        }
        var values: [String: Double] = [:]
        switch fields["values"] {
        case nil: break
        case .numbers(let numbers): values = numbers
        case .number, .other: return .fault("'values' is not a mapping of names to numbers")
        }
        if let name = values.keys.first(where: { !isUsable(valueName: $0) }) {
            return .fault("'\(name.prefix(40))' cannot name a value: a name has 1 to 100 printable characters")
        }
        guard let step = fields["step"] else { return .end(value, values) }
        guard case .number(let number) = step, let whole = Int(exactly: number), (0...largestStep).contains(whole)
        else {
            return .fault("'step' is not a whole number from 0")
        }
        return .step(whole, value)
    }

    /// A value of a line.
    private enum Field: Decodable {
        case number(Double)
        case numbers([String: Double])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let numbers = try? container.decode([String: Double].self) {
                self = .numbers(numbers)
            } else {
                self = .other
            }
        }
    }

    /// The text with quotes around `NaN` and `Infinity`, which are no JSON, but which Python and others print.
    private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
        guard words.contains(where: { text.firstRange(of: $0) != nil }) else { return Array(text) }
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        var result: [UInt8] = []
        var isInString = false
        var index = text.startIndex
        while index < text.endIndex {
            if !isInString, let word = words.first(where: { text[index...].starts(with: $0) }) {
                result += [quote] + word + [quote]
                index += word.count
                continue
            }
            if isInString, text[index] == backslash, index + 1 < text.endIndex {
                result.append(text[index])
                index += 1
            } else if text[index] == quote {
                isInString.toggle()
            }
            result.append(text[index])
            index += 1
        }
        return result
    }
}
