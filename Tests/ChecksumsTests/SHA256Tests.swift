import Checksums
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "gives the examples of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func examples(text: String, expected: String) {
        #expect(SHA256.hex(of: Array(text.utf8)) == expected)
    }

    /// The digest of the digests of texts with 0 to 299 bytes, computed by Python's hashlib.
    @Test("gives what another implementation gives, for each length of the padding")
    func lengths() {
        let digests = (0..<300).flatMap { length in
            SHA256.bytes(of: (0..<length).map { UInt8(truncatingIfNeeded: 7 * $0 + length) })
        }
        #expect(SHA256.hex(of: digests) == "d5238871a46ac4a1a75ac3fb19d645b0b3b9e5f35f5f720e2b240d605c6b694e")
    }
}
