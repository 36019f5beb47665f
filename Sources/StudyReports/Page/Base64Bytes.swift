import Checksums
import Foundation

/// Numbers as base64 of their bytes, little-endian: the form in which the page's script reads arrays.
enum Base64Bytes {
    static func of(_ numbers: [Double]) -> String { of(numbers.map(\.bitPattern)) }
    static func of(_ numbers: [Float]) -> String { of(numbers.map(\.bitPattern)) }

    static func of(_ numbers: [some FixedWidthInteger]) -> String {
        var bytes = Data()
        bytes.append(littleEndian: numbers)
        return bytes.base64EncodedString()
    }
}
