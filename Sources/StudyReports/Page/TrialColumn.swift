import Foundation
import HyperparameterSearch

/// A column of the table of trials: numbers or texts, and nothing where a trial has none.
public struct TrialColumn: Sendable {
    public enum Kind: String, Sendable, Encodable {
        case number
        /// Seconds since 1970.
        case time
        case text
    }

    /// What the page takes a column for, whatever its name: studies name their values and parameters as they like.
    enum Role: String, Sendable, Encodable {
        case trial, state, value, bound, schedule, parameter
        case other
    }

    public let name: String
    let role: Role
    public private(set) var kind: Kind
    /// Whether the table shows it; all columns are shown of a single trial.
    public var isShown: Bool
    /// Not a number where there is none; of texts, their places in ``texts``.
    private(set) var numbers: [Double] = []
    /// Each once, in the order of appearance.
    private(set) var texts: [String] = []
    private var places: [String: Int] = [:]

    /// - Parameter rows: how many trials have gone by that have nothing in it.
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

    /// A column of numbers becomes one of texts where the first text comes.
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

    /// How many trials have gone by.
    var count: Int { numbers.count }
    /// In how many trials there is something.
    var filledCount: Int { numbers.count { !$0.isNaN } }
    var isTheSameInAll: Bool { numbers.allSatisfy { $0 == numbers.first } }
    var isEmpty: Bool { numbers.allSatisfy(\.isNaN) }

    /// Whether both have the same in each row that this one has something in.
    func isRepeated(by other: TrialColumn) -> Bool {
        zip(numbers, other.numbers).allSatisfy { $0.isNaN || $0 == $1 }
    }
}

/// The form in which the page's script reads a column.
///
/// Bytes are base64, little-endian. Where there are few values, `values` lists them and `codes` has, for each trial, a
/// place in that list, or the largest code where there is none; otherwise `numbers` has a Float64 for each trial.
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
            // A code takes two bytes, a number eight; more values than these do not pay.
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
