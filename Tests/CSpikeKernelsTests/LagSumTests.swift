import CSpikeKernels
import Randomness
import TestSupport
import Testing

@Suite("Sums by lags", .serialized)
struct LagSumTests {
    /// The bits of a train.
    enum Train: CaseIterable {
        /// A sigma-delta neuron's, with an input of its own: the usual case.
        case rotating
        /// As random as they can be: counts differ far from the usual ones.
        case random
        /// All ones after zeros.
        case step
    }

    @Test("equal the scalar sum, bit for bit, for any arrangement", arguments: Train.allCases)
    func againstReference(train: Train) {
        for (sources, targets) in [(1, 1), (5, 20), (33, 16), (64, 49), (70, 65), (130, 150), (1024, 20)] {
            for (trains, steps) in [(1, 1), (3, 2), (2, 13), (4, 50), (1, 131)] {
                check(train, sources: sources, targets: targets, trains: trains, steps: steps)
            }
        }
    }

    private func check(_ train: Train, sources: Int, targets: Int, trains: Int, steps: Int) {
        var generator = MersenneTwister(seed: UInt32(sources * targets + steps))
        let integers = (0..<sources * targets).map { _ in Int64(generator.uniform(from: -0x1p53, to: 0x1p53)) }
        let isComplement = (0..<sources).map { _ in generator.uniform() < 0.5 }
        let isNegated = (0..<sources).map { _ in generator.uniform() < 0.3 }
        var arranged = integers
        var constants = [Int64](repeating: 0, count: spike_panels_f64(targets) * 16)
        for source in 0..<sources {
            for target in 0..<targets {
                let place = source * targets + target
                if isComplement[source] { constants[target] += integers[place] }
                if isComplement[source] != isNegated[source] { arranged[place] = -integers[place] }
            }
        }
        let packed = KernelMemory<Int64>(spike_packed_count(sources, targets))
        spike_pack_exact(arranged, sources, targets, targets, 1, packed.pointer)
        let constant = KernelMemory(constants)
        let (complements, negated) = (words([isComplement]), words([isNegated]))
        // As many groups as there can be, of uneven sizes.
        let groups = min(SPIKE_MOST_LAG, sources)
        let lags = KernelMemory((0..<groups).map { UInt32(12 - $0) })
        let firsts = KernelMemory((0...groups).map { UInt32(sources * $0 * $0 / (groups * groups)) })
        let fired = (0..<trains).map { _ in bits(train, sources: sources, steps: steps, &generator) }
        let trainStride = steps + 2
        let empty = [[Bool]](repeating: [Bool](repeating: true, count: sources), count: 2)
        let signals = words(fired.flatMap { $0 + empty })
        let stride = spike_row(targets) + 16
        let expected = fired.flatMap { $0 }.map { bits in
            integers.withUnsafeBufferPointer { integers in
                (0..<targets).map { target in
                    spike_exact_sum_reference(
                        integers.baseAddress! + target, 0x1p-57, targets, sources, bits.map { $0 ? 1 : 0 })
                }
            }
        }
        var sums = spike_lag_sums()
        sums.weights = spike_weights(
            sources: sources, targets: targets, exact: true, scale: 0x1p-57, packed: packed.pointer, tables: nil)
        sums.constant = constant.reading
        (sums.complements, sums.negated) = (complements.reading, negated.reading)
        (sums.groups, sums.lags, sums.firstSources) = (groups, lags.reading, firsts.reading)
        (sums.trains, sums.steps) = (trains, steps)
        (sums.signals, sums.trainStride) = (signals.reading, trainStride)
        sums.rowStride = stride
        DispatchLevels.withEach { level in
            let rows = KernelMemory([Double](repeating: -7, count: trains * steps * stride))
            let workspace = KernelMemory<UInt8>(spike_lag_workspace_bytes(&sums))
            sums.rows = rows.pointer
            sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
            spike_sum_by_lags(&sums)
            let found = (0..<trains * steps).map { row in (0..<targets).map { rows.pointer[row * stride + $0] } }
            let comment: Comment = "\(level), \(train), \(sources) to \(targets), \(trains) trains, \(steps) steps"
            #expect(found == expected, comment)
            let padded = spike_panels_f64(targets) * 16
            let untouched = (0..<trains * steps).allSatisfy { row in
                (padded..<stride).allSatisfy { rows.pointer[row * stride + $0] == -7 }
            }
            #expect(untouched, "what lies between rows is not written: \(comment)")
        }
    }

    /// [row][W].
    private func words(_ rows: [[Bool]]) -> KernelMemory<UInt32> {
        let count = spike_words(rows.first?.count ?? 0)
        let memory = KernelMemory<UInt32>(rows.count * count)
        for (row, bits) in rows.enumerated() {
            for (unit, bit) in bits.enumerated() where bit {
                memory.pointer[row * count + unit / 32] |= 1 << UInt32(unit % 32)
            }
        }
        return memory
    }

    private func bits(
        _ train: Train, sources: Int, steps: Int, _ generator: inout MersenneTwister
    ) -> [[Bool]] {
        let inputs = (0..<sources).map { _ in generator.uniform() }
        var phases = (0..<sources).map { _ in generator.uniform() }
        return (0..<steps).map { step in
            (0..<sources).map { source in
                switch train {
                case .random: return generator.uniform() < 0.5
                case .step: return step * 3 > steps
                case .rotating:
                    phases[source] += inputs[source]
                    defer { phases[source].formTruncatingRemainder(dividingBy: 1) }
                    return phases[source] >= 1
                }
            }
        }
    }
}
