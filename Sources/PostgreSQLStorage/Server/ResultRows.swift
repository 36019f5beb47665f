import CPostgreSQL
import Foundation

/// The rows that a statement returned, in PostgreSQL's binary format.
final class ResultRows {
    private let functions: postgresql_functions
    private let result: OpaquePointer
    let count: Int

    init(_ result: OpaquePointer, _ functions: postgresql_functions) {
        (self.result, self.functions) = (result, functions)
        count = Int(functions.rows(result))
    }

    deinit { functions.clear(result) }

    /// A row, to be read column by column.
    subscript(index: Int) -> ResultRow { ResultRow(rows: self, index: Int32(index)) }

    var first: ResultRow? { count == 0 ? nil : self[0] }

    func map<Value>(_ body: (inout ResultRow) throws -> Value) rethrows -> [Value] {
        try (0..<count).map { index in
            var row = self[index]
            return try body(&row)
        }
    }

    /// The bytes of a value; nil where it is null. They are valid as long as the rows are.
    fileprivate func bytes(_ row: Int32, _ column: Int32) -> UnsafeRawBufferPointer? {
        guard functions.is_null(result, row, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: functions.value(result, row, column), count: Int(functions.length(result, row, column)))
    }
}

/// A row, whose columns are read from the first to the last.
struct ResultRow {
    fileprivate let rows: ResultRows
    fileprivate let index: Int32
    private var column: Int32 = 0

    fileprivate init(rows: ResultRows, index: Int32) { (self.rows, self.index) = (rows, index) }

    /// The bytes of the next column; nil where it is null. They are valid as long as the rows are.
    mutating func bytes() -> UnsafeRawBufferPointer? {
        defer { column += 1 }
        return rows.bytes(index, column)
    }

    mutating func optionalInteger() throws -> Int? { try number(Int64.self).map(Int.init) }
    mutating func optionalReal() throws -> Double? { try number(UInt64.self).map(Double.init(bitPattern:)) }
    mutating func optionalText() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }
    mutating func optionalData() -> Data? { bytes().map { Data($0) } }

    mutating func integer() throws -> Int { try present(try optionalInteger()) }
    mutating func real() throws -> Double { try present(try optionalReal()) }
    mutating func text() throws -> String { try present(optionalText()) }
    mutating func data() throws -> Data { try present(optionalData()) }
    mutating func boolean() throws -> Bool { try present(bytes()).contains(1) }

    private mutating func number<Bits: FixedWidthInteger>(_ type: Bits.Type) throws -> Bits? {
        guard let bytes = bytes() else { return nil }
        guard bytes.count == 8 else { throw StoredValueError("a number of \(bytes.count) bytes") }
        return Bits(bigEndian: bytes.loadUnaligned(as: Bits.self))
    }

    private func present<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw StoredValueError("no value in column \(column)") }
        return value
    }
}

/// Something that is stored cannot be read.
struct StoredValueError: Error {
    let text: String
    init(_ text: String) { self.text = text }
}
