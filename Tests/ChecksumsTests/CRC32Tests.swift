import Checksums
import Foundation
import Testing

@Suite("CRC-32")
struct CRC32Tests {
    @Test(
        "gives the published check values",
        arguments: [
            ("", 0), ("a", 0xE8B7_BE43), ("abc", 0x3524_41C2), ("123456789", 0xCBF4_3926),
            ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
        ] as [(String, UInt32)])
    func checkValues(text: String, expected: UInt32) {
        #expect(CRC32.of(Array(text.utf8)) == expected)
        #expect(CRC32.of(Data(text.utf8)) == expected)
    }

    @Test("of the parts in order is that of the whole, wherever the parts begin and end")
    func parts() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ 7) }
        let whole = CRC32.of(bytes)
        for cut in 0...bytes.count {
            var crc = CRC32()
            crc.update(bytes[..<cut])
            crc.update(Data(bytes)[cut...])
            #expect(crc.value == whole)
        }
        var crc = CRC32()
        for byte in bytes {
            crc.update([byte])
            crc.update([UInt8]())
            crc.update(Data())
        }
        #expect(crc.value == whole)
    }

    @Test("changes with every bit")
    func everyBit() {
        let bytes = Array("123456789".utf8)
        let sums = (0..<8 * bytes.count).map { bit in
            var damaged = bytes
            damaged[bit / 8] ^= 1 << (bit % 8)
            return CRC32.of(damaged)
        }
        #expect(Set(sums + [CRC32.of(bytes)]).count == sums.count + 1)
    }
}
