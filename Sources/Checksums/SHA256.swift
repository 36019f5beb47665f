import Foundation

#if canImport(CommonCrypto)
    import CommonCrypto
#endif

/// SHA-256 (FIPS 180-4), computed by the system's library: CommonCrypto, elsewhere libcrypto.
public enum SHA256 {
    /// The checksum as 64 hexadecimal digits in lower case.
    public static func hex(of bytes: some ContiguousBytes) -> String { HexText.of(self.bytes(of: bytes)) }

    /// The 32 bytes of the checksum.
    public static func bytes(of bytes: some ContiguousBytes) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        #if canImport(CommonCrypto)
            bytes.withUnsafeBytes { _ = CC_SHA256($0.baseAddress, CC_LONG($0.count), &digest) }
        #else
            bytes.withUnsafeBytes { Libcrypto.shared.digest($0, into: &digest) }
        #endif
        return digest
    }
}

#if !canImport(CommonCrypto)
    /// OpenSSL's libcrypto, which is loaded when the first checksum is computed. The loader would take more than a
    /// millisecond for it at the start of every process, and most processes compute none.
    ///
    /// `@unchecked Sendable`: the algorithm is a constant of the library, which all threads may use.
    private struct Libcrypto: @unchecked Sendable {
        static let shared = Libcrypto()

        /// `EVP_Digest(data, count, md, size, type, engine)`, which returns 1.
        private typealias Digest =
            @convention(c) (
                UnsafeRawPointer?, Int, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt32>?, OpaquePointer?,
                OpaquePointer?
            ) -> Int32
        /// `EVP_sha256()`.
        private typealias Algorithm = @convention(c) () -> OpaquePointer?

        private let function: Digest
        private let algorithm: OpaquePointer?

        private init() {
            // The name of version 3, of versions before it, and of another version with the developer's files.
            let names = ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so"]
            guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first,
                let digest = dlsym(library, "EVP_Digest"), let algorithm = dlsym(library, "EVP_sha256")
            else {
                let reason = dlerror().map { String(cString: $0) } ?? "no reason is known"
                fatalError("libcrypto, which computes checksums, cannot be loaded (\(reason)); install OpenSSL 3")
            }
            function = unsafeBitCast(digest, to: Digest.self)
            self.algorithm = unsafeBitCast(algorithm, to: Algorithm.self)()
        }

        func digest(_ bytes: UnsafeRawBufferPointer, into digest: inout [UInt8]) {
            var count: UInt32 = 0
            let status = function(bytes.baseAddress, bytes.count, &digest, &count, algorithm, nil)
            // This fails only if memory runs out, or if libcrypto was built without SHA-256.
            precondition(status == 1 && count == 32)
        }
    }
#endif
