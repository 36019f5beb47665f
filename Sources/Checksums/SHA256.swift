import CLibcrypto
import Foundation

/// SHA-256 (FIPS 180-4), computed by libcrypto.
public enum SHA256 {
    /// The checksum as 64 hexadecimal digits in lower case.
    public static func hex(of bytes: some ContiguousBytes) -> String { HexText.of(self.bytes(of: bytes)) }

    /// The 32 bytes of the checksum.
    public static func bytes(of bytes: some ContiguousBytes) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        let status = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, &count, EVP_sha256(), nil) }
        // This fails only if memory runs out, or if libcrypto was built without SHA-256.
        precondition(status == 1 && count == 32)
        return Array(digest[..<Int(count)])
    }
}
