import CZlib
import Foundation

/// CRC-32 as zip files and gzip have it (polynomial 0x04C11DB7, reflected), computed by zlib.
///
/// The checksum can be taken in parts: updates with the parts of some bytes, in order, give the checksum of the whole.
///
///     var crc = CRC32()
///     crc.update(header)
///     crc.update(content)
///     crc.value
public struct CRC32: Sendable, Hashable {
    /// The checksum of all bytes so far; 0 before the first byte.
    public private(set) var value: UInt32 = 0

    public init() {}

    /// Takes in the next bytes.
    ///
    /// - Complexity: O(n) for n bytes; nothing is copied.
    public mutating func update(_ bytes: some ContiguousBytes) {
        value = bytes.withUnsafeBytes { buffer in
            // zlib takes a null pointer as the request to start again.
            guard let first = buffer.bindMemory(to: UInt8.self).baseAddress else { return value }
            return UInt32(crc32_z(UInt(value), first, buffer.count))
        }
    }

    /// The checksum of these bytes.
    public static func of(_ bytes: some ContiguousBytes) -> UInt32 {
        var crc = CRC32()
        crc.update(bytes)
        return crc.value
    }
}
