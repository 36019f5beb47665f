import CLibcrypto

/// SHA-256 (FIPS 180-4), by libcrypto.
public enum SHA256 {
    /// The checksum as 64 hexadecimal digits, lower case.
    public static func hex(of bytes: [UInt8]) -> String { HexText.of(self.bytes(of: bytes)) }

    /// The checksum's 32 bytes.
    public static func bytes(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // It fails only where memory does, or where the library is built without SHA-256.
        precondition(EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil) == 1 && count == 32)
        return Array(digest[..<Int(count)])
    }
}

enum HexText {
    /// Two digits a byte, lower case.
    static func of(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
