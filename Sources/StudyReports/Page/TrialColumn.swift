import Foundation
import HyperparameterSearch

/// A column of the table of trials. Each cell is a number, a text or empty.
public struct TrialColumn: Sendable {
    public enum Kind: String, Sendable, Encodable {
        case number
        /// Seconds since 1970.
        case time
        case text
    }

    /// The meaning of a column to the page. Names do not tell it, because studies choose the names of values and
    /// parameters.
    enum Role: String, Sendable, Encodable {
        case trial, state, value, bound, schedule, parameter
        case other
    }

    public let name: String
    let role: Role
    public private(set) var kind: Kind
    /// Whether the table shows the column. The view of a single trial shows all columns.
    public var isShown: Bool
    /// `[row]`: the number, or the index of the text in ``texts``; NaN for an empty cell.
    private(set) var numbers: [Double] = []
    /// The distinct texts, in order of appearance.
    private(set) var texts: [String] = []
    private var places: [String: Int] = [:]

    /// - Parameter rows: the number of empty cells at the top, for the trials that were appended before the column.
    init(_ name: String, _ kind: Kind, _ role: Role = .other, isShown: Bool = false, rows: Int = 0) {
        self.name = name
        self.role = role
        self.kind = kind
        self.isShown = isShown
        numbers = Array(repeating: .nan, count: rows)
    }

    mutating func append(_ number: Double?) {
        numbers.append(number.flatMap { $0.isFinite ? $0 : nil } ?? .nan)
    }

    mutating func append(_ text: String?) {
        guard let text else { return numbers.append(.nan) }
        if let place = places[text] { return numbers.append(Double(place)) }
        places[text] = texts.count
        numbers.append(Double(texts.count))
        texts.append(text)
    }

    /// Appends a value. The first text turns a column of numbers into a column of texts.
    mutating func append(_ value: ParameterValue?) {
        switch (value, kind) {
        case (nil, _): numbers.append(.nan)
        case (.number(let number), .number), (.number(let number), .time): append(number)
        case (let value?, .text): append(value.description)
        case (let value?, _):
            let before = numbers
            (kind, numbers) = (.text, [])
            for number in before { append(number.isNaN ? nil : number.shortestText) }
            append(value.description)
        }
    }

    /// The number of rows.
    var count: Int { numbers.count }
    /// The number of cells that are not empty.
    var filledCount: Int { numbers.count { !$0.isNaN } }
    var isTheSameInAll: Bool { numbers.allSatisfy { $0 == numbers.first } }
    var isEmpty: Bool { numbers.allSatisfy(\.isNaN) }

    /// Whether the other column has the same number in each row in which this column is not empty.
    func isRepeated(by other: TrialColumn) -> Bool {
        zip(numbers, other.numbers).allSatisfy { $0.isNaN || $0 == $1 }
    }
}

/// The form in which the page's script reads a column.
///
/// Arrays are base64 of little-endian bytes. A column with few distinct values has `values`, the list of them, and
/// `codes`, the index of each trial's value in the list (the largest code stands for an empty cell). Any other column
/// has `numbers`, a Float64 for each trial.
extension TrialColumn: Encodable {
    private enum Key: String, CodingKey {
        case name, role, kind, isShown, values, codes, width, numbers
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(role, forKey: .role)
        try container.encode(kind, forKey: .kind)
        try container.encode(isShown, forKey: .isShown)
        if kind == .text {
            try container.encode(texts, forKey: .values)
            return try encode(codes: numbers.map { $0.isNaN ? nil : Int($0) }, of: texts.count, to: &container)
        }
        var codes: [Double: Int] = [:]
        for number in numbers where !number.isNaN && codes[number] == nil {
            codes[number] = codes.count
            // A code takes up to two bytes and a number eight. With more distinct values, codes would save nothing.
            if codes.count > 65_000 || codes.count > numbers.count / 2 + 16 { break }
        }
        guard codes.count <= 65_000, codes.count <= numbers.count / 2 + 16 else {
            return try container.encode(Base64Bytes.of(numbers), forKey: .numbers)
        }
        try container.encode(codes.sorted { $0.value < $1.value }.map(\.key), forKey: .values)
        try encode(codes: numbers.map { codes[$0] }, of: codes.count, to: &container)
    }

    private func encode(
        codes: [Int?], of count: Int, to container: inout KeyedEncodingContainer<Key>
    ) throws {
        let text: String
        let width: Int
        switch count {
        case ..<Int(UInt8.max): (text, width) = (Base64Bytes.of(codes.map { UInt8($0 ?? Int(UInt8.max)) }), 1)
        case ..<Int(UInt16.max): (text, width) = (Base64Bytes.of(codes.map { UInt16($0 ?? Int(UInt16.max)) }), 2)
        default: (text, width) = (Base64Bytes.of(codes.map { UInt32($0 ?? Int(UInt32.max)) }), 4)
        }
        try container.encode(text, forKey: .codes)
        try container.encode(width, forKey: .width)
    }
}
