import Foundation

/// Numbers as little-endian bytes.
enum LittleEndian {
    static func bytes(_ numbers: [Double], _ precision: Precision) -> Data {
        switch precision {
        case .float32: numbers.map { Float($0).bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
        case .float64: numbers.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
        }
    }

    static func numbers(_ data: Data, _ precision: Precision) -> [Double] {
        data.withUnsafeBytes { bytes in
            (0..<bytes.count / precision.width).map { index in
                switch precision {
                case .float32:
                    Double(
                        Float(
                            bitPattern: UInt32(
                                littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))))
                case .float64:
                    Double(
                        bitPattern: UInt64(
                            littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)))
                }
            }
        }
    }

    /// Up to 8 bytes, the lowest first.
    static func integer(_ data: Data) -> UInt64 {
        data.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
