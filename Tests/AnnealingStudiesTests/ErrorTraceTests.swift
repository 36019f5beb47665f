import Foundation
import SpikingDynamics
import Testing

@testable import AnnealingStudies

@Suite("A trace of errors")
struct ErrorTraceTests {
    private func samples(count: Int, layers: Int) -> [ErrorTrace.Sample] {
        (0..<count).map { index in
            ErrorTrace.Sample(
                step: index * 77_777 + 1, error: 1 / Double(index + 3), runningMean: -0.0,
                layerErrors: (0..<layers).map { Double($0) * 1e-300 + .ulpOfOne })
        }
    }

    @Test("decodes to the samples it was made of", arguments: [0, 1, 2, 50], [1, 3, 100])
    func roundTrip(count: Int, layers: Int) throws {
        let trace = ErrorTrace(samples(count: count, layers: layers))
        #expect(ErrorTrace(trace.encoded) == trace)
        #expect(trace.encoded.count == 2 + count * (4 + 8 * (2 + layers)))
    }

    @Test("of several networks likewise", arguments: [1, 2, 50], [2, 300])
    func severalNetworks(count: Int, networks: Int) throws {
        let errors = (0..<count).map { step in (0..<networks).map { 1 / Double(step + $0 + 1) } }
        let trace = ErrorTrace(samples(count: count, layers: 3), networkErrors: errors)
        #expect(ErrorTrace(trace.encoded) == trace)
        #expect(trace.encoded.count == 4 + count * (4 + 8 * (5 + networks)))
        for length in [3, 4, trace.encoded.count - 8] { #expect(ErrorTrace(trace.encoded.prefix(length)) == nil) }
    }

    @Test("is little-endian, with a version and the number of layers first")
    func layout() {
        let trace = ErrorTrace([.init(step: 0x0102_0304, error: 1, runningMean: 2, layerErrors: [0.5])])
        let bytes: [UInt8] =
            [1, 1] + [4, 3, 2, 1] + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [0, 0, 0, 0, 0, 0, 0, 0x40]
            + [0, 0, 0, 0, 0, 0, 0xE0, 0x3F]
        #expect([UInt8](trace.encoded) == bytes)
    }

    @Test("decodes from a slice of other bytes")
    func slice() {
        let trace = ErrorTrace(samples(count: 3, layers: 2))
        let slice = (Data([9, 9, 9]) + trace.encoded).dropFirst(3)
        #expect(slice.startIndex == 3)
        #expect(ErrorTrace(slice) == trace)
    }

    @Test("is not made of other bytes: none, another version, cut short")
    func otherBytes() {
        let good = ErrorTrace(samples(count: 3, layers: 2)).encoded
        #expect(ErrorTrace(Data()) == nil)
        #expect(ErrorTrace(Data([1])) == nil)
        #expect(ErrorTrace(Data([2]) + good.dropFirst()) == nil)
        #expect(ErrorTrace(Data([3]) + good.dropFirst()) == nil)
        for length in 3..<good.count where (length - 2) % 36 != 0 {
            #expect(ErrorTrace(good.prefix(length)) == nil)
        }
    }
}
