import Checksums
import Foundation

/// Arrays of numbers as base64 of their little-endian bytes, which the script of the page decodes.
enum Base64Bytes {
    static func of(_ numbers: [Double]) -> String { of(numbers.map(\.bitPattern)) }
    static func of(_ numbers: [Float]) -> String { of(numbers.map(\.bitPattern)) }

    static func of(_ numbers: [some FixedWidthInteger]) -> String {
        var bytes = Data()
        bytes.append(littleEndian: numbers)
        return bytes.base64EncodedString()
    }
}
