import CSpikeKernels
import Randomness
import TestSupport
import Testing

@Suite("Sums of weight rows over bits", .serialized)
struct SpikeSumTests {
    @Test("equal the scalar sum, bit for bit, for any count of sources, targets and columns")
    func againstReference() {
        for columns in [1, 2, 3, 7, 64, 256] {
            for (sources, targets) in [
                (1, 1), (5, 3), (10, 16), (11, 17), (20, 15), (21, 33), (32, 31), (33, 32), (95, 50),
            ] {
                check(Double.self, sources: sources, targets: targets, columns: columns)
                check(Float.self, sources: sources, targets: targets, columns: columns)
            }
        }
    }

    /// Whole numbers add up exactly in any order, so this knows nothing of groups.
    @Test("the reference adds the weights of the set bits, each once")
    func reference() {
        var generator = MersenneTwister(seed: 5)
        for sources in 1...80 {
            let weights = (0..<sources).map { _ in generator.uniform(from: -1000, to: 1000).rounded() }
            let signals = (0..<sources).map { _ in UInt8(generator.uniform() < 0.5 ? 1 : 0) }
            let expected = zip(weights, signals).reduce(0) { $0 + $1.0 * Double($1.1) }
            #expect(Double.sumReference(weights, stride: 1, sources: sources, signals: signals) == expected)
            #expect(
                Float.sumReference(weights.map(Float.init), stride: 1, sources: sources, signals: signals)
                    == Float(expected))
            #expect(Double.errorReference(weights) == weights.reduce(0, +))
            #expect(Float.errorReference(weights.map(Float.init)) == Float(weights.reduce(0, +)))
        }
    }

    private func check<Real: KernelReal>(_: Real.Type, sources: Int, targets: Int, columns: Int) {
        let network = KernelNetwork<Real>([sources, targets], inputs: 1, seed: 4)
        var generator = MersenneTwister(seed: UInt32(sources * columns))
        let fired = (0..<columns).map { column in
            // None, all and a share of the sources fire.
            (0..<sources).map { _ in UInt8(generator.uniform() < [0, 1, 0.5, 0.1][column % 4] ? 1 : 0) }
        }
        let signalStride = columns + 1
        let signals = KernelMemory<UInt32>(spike_words(sources) * signalStride)
        for column in 0..<columns {
            for source in 0..<sources {
                signals.pointer[source / 32 * signalStride + column] |=
                    UInt32(fired[column][source]) << UInt32(source % 32)
            }
        }
        let stride = columns + 2
        let units = Real.panelUnits
        let expected = fired.map { signals in
            (0..<targets).map { target in
                network.weights[0].withUnsafeBufferPointer {
                    Real.sumReference(
                        $0.baseAddress! + target, stride: targets, sources: sources, signals: signals
                    ).bits
                }
            }
        }
        DispatchLevels.withEach { level in
            let sums = KernelMemory([Real](repeating: -7, count: Real.panels(targets) * stride * units))
            var source = Real.Source()
            source.sources = sources
            source.weights = network.upward[0].reading
            source.signals = signals.reading
            source.signalStride = signalStride
            Real.sum(&source, targets: targets, columns: columns, into: sums.pointer, stride: stride)
            let place = { (column: Int, unit: Int) in (unit / units * stride + column) * units + unit % units }
            let found = (0..<columns).map { column in (0..<targets).map { sums.pointer[place(column, $0)].bits } }
            let comment: Comment = "\(level), \(Real.self), \(sources) to \(targets), \(columns) columns"
            #expect(found == expected, comment)
            let padded = Real.panels(targets) * units
            #expect(
                (0..<columns).allSatisfy { column in
                    (targets..<padded).allSatisfy { sums.pointer[place(column, $0)] == 0 }
                }, comment)
            #expect(
                (columns..<stride).allSatisfy { column in
                    (0..<padded).allSatisfy { sums.pointer[place(column, $0)] == -7 }
                }, "columns beyond the last are not written: \(comment)")
        }
    }
}
