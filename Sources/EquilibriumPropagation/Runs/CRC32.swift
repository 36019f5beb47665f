import CZlib
import Foundation

/// CRC-32 as zip files and gzip have it.
enum CRC32 {
    static func of(_ data: Data) -> UInt32 {
        data.withUnsafeBytes { bytes in
            UInt32(crc32_z(0, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
        }
    }
}
