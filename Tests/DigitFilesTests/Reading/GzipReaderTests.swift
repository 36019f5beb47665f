import Testing

@testable import DigitFiles

@Suite("Gzip")
struct GzipReaderTests {
    private let bytes = SampleDigits.images(3)

    private func inflated(_ data: [UInt8], pieces: Int = 1 << 20) throws(GzipReader.Failure) -> [UInt8] {
        let reader = GzipReader(data)
        var output: [UInt8] = []
        while true {
            let piece = try reader.read(pieces)
            output += piece
            if piece.count < pieces { return output }
        }
    }

    @Test("comes out as it went in, whatever the size of the pieces", arguments: [1, 2, 7, 784, 2368, 100_000])
    func roundTrip(pieces: Int) throws {
        #expect(try inflated(GzipBytes.of(bytes), pieces: pieces) == bytes)
        #expect(try inflated(GzipBytes.of([]), pieces: pieces) == [])
    }

    @Test("of several members is their content in a row")
    func members() throws {
        let data = GzipBytes.of(Array(bytes[..<1000])) + GzipBytes.of([]) + GzipBytes.of(Array(bytes[1000...]))
        #expect(try inflated(data) == bytes)
        #expect(try inflated(data, pieces: 1000) == bytes)
    }

    @Test("cut anywhere is truncated")
    func truncated() {
        let data = GzipBytes.of(bytes)
        for length in 0..<data.count {
            #expect(throws: GzipReader.Failure.truncated) { try inflated(Array(data[..<length])) }
        }
    }

    @Test("with any byte changed is never taken for other content")
    func corrupt() {
        let data = GzipBytes.of(bytes)
        for index in data.indices {
            var damaged = data
            damaged[index] ^= 0x55
            // Of the header some bytes mean nothing, such as the time.
            if let output = try? inflated(damaged) { #expect(output == bytes, "byte \(index)") }
        }
        var wrongSum = data
        wrongSum[data.count - 5] ^= 1
        #expect(throws: GzipReader.Failure.corrupt("incorrect data check")) { try inflated(wrongSum) }
        var wrongLength = data
        wrongLength[data.count - 1] ^= 1
        #expect(throws: GzipReader.Failure.corrupt("incorrect length check")) { try inflated(wrongLength) }
    }

    @Test("followed by something else is refused")
    func trailing() {
        #expect(throws: GzipReader.Failure.trailing(3)) { try inflated(GzipBytes.of(bytes) + [0, 0, 0]) }
        #expect(throws: GzipReader.Failure.trailing(1)) { try inflated(GzipBytes.of(bytes) + [7]) }
    }
}
