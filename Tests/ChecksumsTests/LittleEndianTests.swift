import Checksums
import Foundation
import Testing

@Suite("Little-endian bytes")
struct LittleEndianTests {
    @Test("have the lowest byte first")
    func order() {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt8(0xFE))
        bytes.append(littleEndian: UInt16(0x0102))
        bytes.append(littleEndian: UInt32(0x0304_0506))
        bytes.append(littleEndian: UInt64(0x0708_090A_0B0C_0D0E))
        bytes.append(littleEndian: Int16(-2))
        #expect(bytes == [0xFE, 2, 1, 6, 5, 4, 3, 14, 13, 12, 11, 10, 9, 8, 7, 0xFE, 0xFF])
        var data = Data([9])
        data.append(littleEndian: [0x0102, 0x0304] as [UInt16])
        data.append(littleEndian: (1.0).bitPattern)
        #expect(data == Data([9, 2, 1, 4, 3, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]))
    }

    @Test("read back as they were written")
    func roundTrip() {
        let doubles = [0, -0.0, 1 / 3, .pi, .infinity, -.infinity, .leastNonzeroMagnitude, .nan, 1e300]
        let floats: [Float] = [0, -0.0, 1 / 3, .infinity, .leastNonzeroMagnitude, .nan]
        var data = Data()
        data.append(littleEndian: UInt8.max)
        data.append(littleEndian: Int32.min)
        data.append(littleEndian: doubles.map(\.bitPattern))
        data.append(littleEndian: floats.map(\.bitPattern))
        data.append(contentsOf: [1, 2, 3])
        data.append(littleEndian: UInt64.max - 1)
        // Bytes whose indices do not begin at 0, as a part of others has them.
        for data in [data, (Data([7, 7, 7]) + data).dropFirst(3)] {
            var reader = LittleEndianReader(data)
            #expect(reader.remaining == data.count)
            #expect(reader.integer() == UInt8.max)
            #expect(reader.integer() == Int32.min)
            #expect(reader.doubles(doubles.count)?.map(\.bitPattern) == doubles.map(\.bitPattern))
            #expect(reader.floats(floats.count)?.map(\.bitPattern) == floats.map(\.bitPattern))
            #expect(reader.bytes(3) == Data([1, 2, 3]))
            #expect(reader.integer() == UInt64.max - 1)
            #expect(reader.remaining == 0)
        }
    }

    @Test("that are too few are refused, and none is taken", arguments: 0..<8)
    func tooFew(count: Int) {
        var reader = LittleEndianReader(Data(repeating: 1, count: count))
        #expect(reader.integer(UInt64.self) == nil)
        #expect(reader.doubles(1) == nil)
        #expect(reader.floats(count / 4 + 1) == nil)
        #expect(reader.bytes(count + 1) == nil)
        #expect(reader.remaining == count)
        #expect(reader.bytes(count)?.count == count)
        #expect(reader.integer(UInt8.self) == nil)
    }

    @Test("are refused in any number that cannot be", arguments: [-1, .min, .max, .max / 8, .max / 8 + 2])
    func impossibleCounts(count: Int) {
        var reader = LittleEndianReader(Data(repeating: 1, count: 64))
        #expect(reader.doubles(count) == nil)
        #expect(reader.floats(count) == nil)
        #expect(reader.bytes(count) == nil)
        #expect(reader.doubles(0) == [])
        #expect(reader.remaining == 64)
    }
}
