import Foundation

/// Reads little-endian numbers from the front of some bytes.
///
/// A read past the end returns nil and takes nothing, so bytes of any content and length can be read without a trap.
public struct LittleEndianReader: Sendable {
    private let data: Data
    /// Bytes taken so far.
    private var position = 0

    public init(_ data: Data) {
        self.data = data
    }

    /// The number of bytes that are left.
    public var remaining: Int { data.count - position }

    /// The next integer, in as many bytes as its type has.
    public mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        bytes(Number.bitWidth / 8)?.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
    }

    /// The next `count` numbers, each in 8 bytes.
    public mutating func doubles(_ count: Int) -> [Double]? {
        integers(count, of: UInt64.self)?.map(Double.init(bitPattern:))
    }

    /// The next `count` numbers, each in 4 bytes.
    public mutating func floats(_ count: Int) -> [Float]? {
        integers(count, of: UInt32.self)?.map(Float.init(bitPattern:))
    }

    private mutating func integers<Number: FixedWidthInteger>(_ count: Int, of type: Number.Type) -> [Number]? {
        let width = Number.bitWidth / 8
        guard (0...remaining / width).contains(count) else { return nil }
        return bytes(width * count)?.withUnsafeBytes { bytes in
            (0..<count).map { index in
                Number(littleEndian: bytes.loadUnaligned(fromByteOffset: width * index, as: Number.self))
            }
        }
    }

    /// The next `count` bytes.
    public mutating func bytes(_ count: Int) -> Data? {
        guard (0...remaining).contains(count) else { return nil }
        let start = data.startIndex + position
        position += count
        return data[start..<start + count]
    }
}
