import CSpikeKernels
import TestSupport
import Testing

@Suite("The kernels give the scalar network's numbers, bit for bit", .serialized)
struct KernelsAgainstScalarTests {
    static let quantizers = [
        SPIKE_SIGMA_DELTA, SPIKE_THRESHOLD, SPIKE_SECOND_ORDER_SIGMA_DELTA, SPIKE_STOCHASTIC,
        SPIKE_TRACKING,
    ]
    private static let steps = 12

    @Test(
        "odd sizes and depths",
        arguments: [
            [1, 1], [5, 3, 2], [16, 16, 16], [32, 64, 31], [33, 17, 10], [47, 65, 23, 7], [20, 30, 70, 40],
            [6, 12, 18, 23, 29], [90, 100, 80, 70],
        ])
    func sizes(_ sizes: [Int]) {
        for quantizer in Self.quantizers {
            for isExact in [true, false] {
                compare(
                    KernelNetwork(sizes, inputs: 3, seed: 1, isExact: isExact), quantizer, columns: 14,
                    batches: [1, 2, 3, 7])
            }
        }
    }

    @Test("a v for each neighbour", arguments: [[5, 3, 2], [33, 17, 10], [47, 65, 23, 7], [20, 30, 70, 40]])
    func decodingBySender(_ sizes: [Int]) {
        for quantizer in Self.quantizers {
            var network = KernelNetwork(sizes, inputs: 3, seed: 4)
            network.decodesBySender = true
            compare(network, quantizer, columns: 14, batches: [1, 3, 7])
        }
    }

    @Test("batches from 1 to 256", arguments: quantizers.indices)
    func batches(_ index: Int) {
        let batches = [1, 2, 3, 7, 64, 256]
        let quantizer = Self.quantizers[index]
        for isExact in [true, false] {
            compare(
                KernelNetwork([21, 70, 11], inputs: 2, seed: 2, isExact: isExact), quantizer, columns: 256,
                batches: batches)
        }
    }

    @Test("the paper's sizes", arguments: quantizers.indices)
    func paper(_ index: Int) {
        compare(
            KernelNetwork([500, 500, 10], inputs: 1, seed: 3), Self.quantizers[index], columns: 5,
            batches: [1, 5])
    }

    /// Compares every number of every step at every level.
    private func compare(
        _ network: KernelNetwork, _ quantizer: spike_quantizer, columns count: Int, batches: [Int]
    ) {
        let columns = (0..<count).map {
            KernelColumn(trial: UInt32($0) &* 2_654_435_761 % 65_536, input: UInt32($0 % network.inputCount))
        }
        let expected = columns.map { column in
            var trial = ScalarTrial(network, quantizer, column)
            return trial.run(steps: Self.steps)
        }
        #expect(count == 1 || Set(expected.map(\.records)).count > 1)
        DispatchLevels.withEach { level in
            for (number, size) in batches.enumerated() {
                for sharesTrains in [SPIKE_STOCHASTIC, SPIKE_TRACKING].contains(quantizer) ? [false] : [false, true] {
                    let block = [1, 3, 4][(number + (sharesTrains ? 1 : 0)) % 3]
                    // Small batches take long: a few of them.
                    for from in stride(from: 0, to: min(count, 6 * size), by: size) {
                        let range = from..<min(from + size, count)
                        var batch = KernelBatch(
                            network, quantizer, Array(columns[range]), sharesTrains: sharesTrains)
                        let results = batch.run(steps: Self.steps, block: block)
                        let place: Comment = "\(level), exact: \(network.isExact), batches of \(size), columns \(range)"
                        let agrees = zip(results, expected[range]).map {
                            $0.records == $1.records && $0.spikes == $1.spikes
                        }
                        #expect(!agrees.contains(false), place)
                        #expect(batch.paddingStaysEmpty, place)
                    }
                }
            }
        }
    }
}
