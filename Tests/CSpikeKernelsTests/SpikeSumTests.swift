import CSpikeKernels
import Randomness
import TestSupport
import Testing

@Suite("Sums of weight rows over bits", .serialized)
struct SpikeSumTests {
    /// How the bits of a column follow from those of the columns before it.
    enum Company: CaseIterable {
        /// Each has its own share of bits: none, all, half or few.
        case strangers
        /// Each differs from the one before in few bits, or in none.
        case neighbours
        /// Every eighth is a stranger, or almost equal to the last but one of these; the rest are neighbours.
        case families
    }

    @Test(
        "equal the scalar sum, bit for bit, for any count of sources, targets and columns",
        arguments: Company.allCases)
    func againstReference(company: Company) {
        for columns in [1, 2, 3, 7, 64, 256] {
            for (sources, targets) in [
                (1, 1), (5, 3), (33, 8), (70, 10), (64, 11), (40, 13), (10, 16), (11, 17), (20, 15), (21, 33), (32, 31),
                (33, 100), (64, 65), (95, 150),
            ] {
                check(sources: sources, targets: targets, columns: columns, company, isExact: true)
                check(sources: sources, targets: targets, columns: columns, company, isExact: false)
                guard targets <= 16 else { continue }
                check(
                    sources: sources, targets: targets, columns: columns, company, isExact: true, hasTables: false)
            }
        }
        check(sources: 500, targets: 130, columns: 100, company, isExact: true)
    }

    /// Whole numbers add up exactly in any order, so this knows nothing of groups.
    @Test("the references add the weights of the set bits, each once")
    func reference() {
        var generator = MersenneTwister(seed: 5)
        for sources in 1...80 {
            let weights = (0..<sources).map { _ in generator.uniform(from: -1000, to: 1000).rounded() }
            let signals = (0..<sources).map { _ in UInt8(generator.uniform() < 0.5 ? 1 : 0) }
            let expected = zip(weights, signals).reduce(0) { $0 + $1.0 * Double($1.1) }
            #expect(spike_ordered_sum_reference(weights, 1, sources, signals) == expected)
            #expect(spike_exact_sum_reference(weights.map { Int64($0) }, 0.5, 1, sources, signals) == expected / 2)
            #expect(spike_error_reference(weights, sources) == weights.reduce(0, +))
        }
    }

    @Test("are rounded once, to the nearest, ties to even, up to the largest integers")
    func rounding() {
        var integers: [Int64] = [0, 1, -1, .max, .min, .max - 1, .min + 1]
        for bit in 1..<63 {
            let power = Int64(1) << Int64(bit)
            for offset in [
                -1025, -1024, -1023, -513, -512, -511, -3, -2, -1, 0, 1, 2, 3, 511, 512, 513, 1023, 1024, 1025,
            ] {
                integers += [power &+ Int64(offset), -power &+ Int64(offset)]
                integers.append(power &+ (power >> 53) &+ Int64(offset))
                integers.append(power &+ (power >> 53) &* 3 &+ Int64(offset))
            }
        }
        var generator = MersenneTwister(seed: 9)
        for _ in 0..<2000 {
            let word = UInt64(generator.uniform() * 0x1p32) << 32 | UInt64(generator.uniform() * 0x1p32)
            integers.append(Int64(bitPattern: word) >> Int64(generator.uniform() * 60))
        }
        // One source that fires; each target has one of the integers as its weight. Few targets, and many.
        for targets in [10, integers.count] {
            for first in stride(from: 0, to: integers.count, by: targets) {
                let weights = Array(integers[first..<min(first + targets, integers.count)])
                let packed = KernelMemory<Int64>(spike_packed_count(1, weights.count))
                spike_pack_exact(weights, 1, weights.count, weights.count, 1, packed.pointer)
                let signals = KernelMemory<UInt32>([1])
                DispatchLevels.withEach { level in
                    let rows = KernelMemory<Double>(spike_row(weights.count))
                    let rowOf = KernelMemory<UInt32>(1)
                    let workspace = KernelMemory<UInt8>(spike_sum_workspace_bytes(1, 1))
                    var sums = spike_sums()
                    sums.weights = spike_weights(
                        sources: 1, targets: weights.count, exact: true, scale: 0x1p-57, packed: packed.pointer,
                        tables: nil)
                    sums.signals = signals.reading
                    sums.signalStride = 1
                    sums.columns = 1
                    sums.rows = rows.pointer
                    sums.rowStride = spike_row(weights.count)
                    sums.rowOf = rowOf.pointer
                    sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
                    #expect(spike_sum(&sums) == 1)
                    let wrong = weights.indices.filter { rows.pointer[$0] != Double(weights[$0]) * 0x1p-57 }
                    #expect(wrong.isEmpty, "\(level): \(wrong.prefix(3).map { weights[$0] })")
                }
            }
        }
    }

    private func check(
        sources: Int, targets: Int, columns: Int, _ company: Company, isExact: Bool, hasTables: Bool = true
    ) {
        let network = KernelNetwork([sources, targets], inputs: 1, seed: 4, isExact: isExact)
        let weights = KernelWeights(
            network.weights[0], network.integers[0], isExact: isExact, sources: sources, stride: targets,
            targets: targets, stride: 1, hasTables: hasTables)
        let fired = bits(sources: sources, columns: columns, company)
        let signalStride = spike_words(sources) + 1
        // Columns lie in another order in memory than the one in which they are summed.
        let order = (0..<columns).map { UInt32(($0 * 7 + 3) % columns) }
        let isPermuted = Set(order).count == columns
        let places = isPermuted ? order : (0..<columns).map { UInt32($0) }
        let signals = KernelMemory<UInt32>(columns * signalStride)
        for column in 0..<columns {
            for source in 0..<sources {
                signals.pointer[Int(places[column]) * signalStride + source / 32] |=
                    UInt32(fired[column][source]) << UInt32(source % 32)
            }
        }
        let expected = fired.map { signals in (0..<targets).map { network.sum(into: $0, signals).bitPattern } }
        let stride = spike_row(targets) + 16
        let orders = KernelMemory(order)
        DispatchLevels.withEach { level in
            let rows = KernelMemory([Double](repeating: -7, count: columns * stride))
            let rowOf = KernelMemory<UInt32>(columns)
            let workspace = KernelMemory<UInt8>(spike_sum_workspace_bytes(sources, columns))
            var sums = spike_sums()
            sums.weights = weights.argument
            sums.signals = signals.reading
            sums.signalStride = signalStride
            sums.order = isPermuted ? orders.reading : nil
            sums.columns = columns
            sums.rows = rows.pointer
            sums.rowStride = stride
            sums.rowOf = rowOf.pointer
            sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
            let count = spike_sum(&sums)
            let row = { (column: Int) in rows.pointer + Int(rowOf.pointer[Int(places[column])]) * stride }
            let found = (0..<columns).map { column in (0..<targets).map { row(column)[$0].bitPattern } }
            let comment: Comment =
                "\(level), exact: \(isExact), \(sources) to \(targets), \(columns) columns, \(company)"
            #expect(found == expected, comment)
            #expect((1...columns).contains(count), comment)
            let padded = spike_panels_f64(targets) * 16
            #expect(
                (0..<columns).allSatisfy { column in (targets..<padded).allSatisfy { row(column)[$0] == 0 } }, comment)
            let untouched = (0..<columns).allSatisfy { place in
                (place < count ? padded : 0) <= 0
                    || (padded..<stride).allSatisfy { rows.pointer[place * stride + $0] == -7 }
            }
            #expect(untouched, "what lies between rows is not written: \(comment)")
            let beyond = (count * stride..<columns * stride).allSatisfy { rows.pointer[$0] == -7 }
            #expect(beyond, "rows beyond the last are not written: \(comment)")
        }
    }

    private func bits(sources: Int, columns: Int, _ company: Company) -> [[UInt8]] {
        var generator = MersenneTwister(seed: UInt32(sources * columns))
        var bits: [[UInt8]] = []
        for column in 0..<columns {
            var next: [UInt8]
            let changes: Int
            if company == .strangers || column == 0 || (company == .families && column % 8 == 0) {
                let returns = company == .families && column >= 16 && generator.uniform() < 0.7
                next = (0..<sources).map { _ in UInt8(generator.uniform() < [0, 1, 0.5, 0.1][column / 8 % 4] ? 1 : 0) }
                if company == .strangers {
                    next = (0..<sources).map { _ in UInt8(generator.uniform() < [0, 1, 0.5, 0.1][column % 4] ? 1 : 0) }
                }
                if returns { next = bits[column - 16] }
                changes = returns ? 12 : 0
            } else {
                next = bits[column - 1]
                changes = [0, 1, 3, 20][Int(generator.uniform() * 4)]
            }
            for _ in 0..<changes { next[Int(generator.uniform() * Double(sources))] ^= 1 }
            bits.append(next)
        }
        return bits
    }
}

extension KernelNetwork {
    /// The scalar sum into one unit of layer 1, by the rule of the network.
    fileprivate func sum(into target: Int, _ signals: [UInt8]) -> Double {
        let stride = sizes[1]
        return isExact
            ? integers[0].withUnsafeBufferPointer {
                spike_exact_sum_reference($0.baseAddress! + target, Self.scale, stride, sizes[0], signals)
            }
            : weights[0].withUnsafeBufferPointer {
                spike_ordered_sum_reference($0.baseAddress! + target, stride, sizes[0], signals)
            }
    }
}
