import CChecksumKernels
import Foundation

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The checksum as 64 hexadecimal digits in lower case.
    public static func hex(of bytes: some ContiguousBytes) -> String { HexText.of(self.bytes(of: bytes)) }

    /// The 32 bytes of the checksum.
    public static func bytes(of bytes: some ContiguousBytes) -> [UInt8] {
        bytes.withUnsafeBytes { digest(of: $0, compress: sha256_compress) }
    }

    /// - Parameter compress: takes a number of blocks of 64 bytes into the state.
    static func digest(
        of bytes: UnsafeRawBufferPointer,
        compress: (UnsafeMutablePointer<UInt32>, UnsafePointer<UInt8>, Int) -> Void
    ) -> [UInt8] {
        // The first 32 bits of the fractional parts of the square roots of the first 8 primes (section 5.3.3).
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        let whole = bytes.count / 64
        if let start = bytes.bindMemory(to: UInt8.self).baseAddress, whole > 0 { compress(&state, start, whole) }
        // The padding (section 5.1.1): a bit 1, zeros, and the length in bits, in one block or two.
        var rest = Array(bytes[(64 * whole)...])
        rest.append(0x80)
        rest.append(contentsOf: repeatElement(0, count: (rest.count <= 56 ? 56 : 120) - rest.count))
        withUnsafeBytes(of: (UInt64(bytes.count) * 8).bigEndian) { rest.append(contentsOf: $0) }
        compress(&state, rest, rest.count / 64)
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }
}
