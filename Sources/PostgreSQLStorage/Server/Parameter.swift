import Foundation

/// A parameter of a statement, in PostgreSQL's binary format.
enum Parameter {
    case integer(Int?)
    case real(Double?)
    case text(String?)
    case bytes(Data?)
    case boolean(Bool)
    case integers([Int?])
    case reals([Double?])
    case texts([String?])
    case byteStrings([Data?])

    /// The object identifier of the parameter's type.
    var type: UInt32 {
        switch self {
        case .integer: 20
        case .real: 701
        case .text: 25
        case .bytes: 17
        case .boolean: 16
        case .integers: 1016
        case .reals: 1022
        case .texts: 1009
        case .byteStrings: 1001
        }
    }

    /// Appends the value.
    ///
    /// - Returns: false where the value is null.
    func append(to buffer: inout [UInt8]) -> Bool {
        switch self {
        case .integer(let value): return Self.append(value, &buffer, Self.append)
        case .real(let value): return Self.append(value, &buffer, Self.append)
        case .text(let value): return Self.append(value, &buffer, Self.append)
        case .bytes(let value): return Self.append(value, &buffer, Self.append)
        case .boolean(let value): buffer.append(value ? 1 : 0)
        case .integers(let values): Self.append(values, of: 20, to: &buffer, Self.append)
        case .reals(let values): Self.append(values, of: 701, to: &buffer, Self.append)
        case .texts(let values): Self.append(values, of: 25, to: &buffer, Self.append)
        case .byteStrings(let values): Self.append(values, of: 17, to: &buffer, Self.append)
        }
        return true
    }

    private static func append<Value>(
        _ value: Value?, _ buffer: inout [UInt8], _ append: (Value, inout [UInt8]) -> Void
    ) -> Bool {
        guard let value else { return false }
        append(value, &buffer)
        return true
    }

    private static func append(_ value: Int, _ buffer: inout [UInt8]) { append(bits: Int64(value), &buffer) }
    private static func append(_ value: Double, _ buffer: inout [UInt8]) { append(bits: value.bitPattern, &buffer) }
    private static func append(_ value: String, _ buffer: inout [UInt8]) { buffer.append(contentsOf: value.utf8) }
    private static func append(_ value: Data, _ buffer: inout [UInt8]) { buffer.append(contentsOf: value) }

    private static func append(bits value: some FixedWidthInteger, _ buffer: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
    }

    /// An array of one dimension: its header, then each element's length and value. A null's length is -1.
    private static func append<Value>(
        _ values: [Value?], of type: UInt32, to buffer: inout [UInt8], _ append: (Value, inout [UInt8]) -> Void
    ) {
        let header: [Int32] = values.isEmpty ? [0, 0, Int32(type)] : [1, 1, Int32(type), Int32(values.count), 1]
        for word in header { Self.append(bits: word, &buffer) }
        for value in values {
            guard let value else {
                Self.append(bits: Int32(-1), &buffer)
                continue
            }
            let start = buffer.count
            Self.append(bits: Int32(0), &buffer)
            append(value, &buffer)
            let length = Int32(buffer.count - start - 4)
            withUnsafeBytes(of: length.bigEndian) { bytes in
                for index in 0..<4 { buffer[start + index] = bytes[index] }
            }
        }
    }
}
