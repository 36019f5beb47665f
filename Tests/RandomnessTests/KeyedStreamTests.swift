import Randomness
import Testing

@Suite("Philox and the streams keyed by it")
struct KeyedStreamTests {
    /// Random123's `kat_vectors`, the rows "philox4x32 10".
    @Test("Philox4x32-10's published known answers")
    func knownAnswers() {
        let zeros = Philox.block(counter: (0, 0, 0, 0), key: (0, 0))
        #expect(zeros == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        let ones = Philox.block(counter: (.max, .max, .max, .max), key: (.max, .max))
        #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        let digitsOfPi = Philox.block(
            counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
        #expect(digitsOfPi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }

    @Test("keys, as an independent program derives them")
    func keys() {
        #expect(KeyedStream(seed: 0, purpose: .sampling).key == (2_219_120_097, 4_035_800_746))
        #expect(KeyedStream(seed: 0, purpose: .quantization).key == (107_075_191, 3_061_999_449))
        #expect(
            KeyedStream(seed: 0x1234_5678_9abc_def0, purpose: .quantization).key == (
                267_783_898, 2_650_668_110
            ))
    }

    @Test("uniforms, as an independent program computes them")
    func uniforms() {
        let noise = KeyedStream(seed: 7, purpose: .quantization)
        #expect(noise.uniform(unit: 5, layer: 2, input: 3, step: 17, trial: 4333) == 0.3908314706649827)
        #expect(noise.uniform(unit: 4, layer: 2, input: 3, step: 17, trial: 4333) == 0.21268335263282634)
        let draws = KeyedStream(seed: 7, purpose: .sampling)
        #expect(draws.uniform(trial: 4333, draw: 0) == 0.31682303098164355)
        #expect(draws.uniform(trial: 4333, draw: 3) == 0.4333784747083925)
    }

    @Test("the counter words are exactly (unit >> 1, input << 16 | layer, step, trial)")
    func counterWords() {
        let stream = KeyedStream(seed: 99, purpose: .quantization)
        let output = Philox.block(counter: (21, 5 << 16 | 3, 1000, 77), key: stream.key)
        let even = UInt64(output.1) << 32 | UInt64(output.0)
        let odd = UInt64(output.3) << 32 | UInt64(output.2)
        #expect(
            stream.uniform(unit: 42, layer: 3, input: 5, step: 1000, trial: 77) == Double(even >> 11)
                * 0x1p-53)
        #expect(
            stream.uniform(unit: 43, layer: 3, input: 5, step: 1000, trial: 77) == Double(odd >> 11)
                * 0x1p-53)
    }

    @Test("every coordinate, the seed and the purpose change the number")
    func everythingMatters() {
        let stream = KeyedStream(seed: 1, purpose: .quantization)
        var seen: Set<Double> = []
        for unit in 0..<4 {
            for layer in 0..<3 {
                for input in 0..<3 {
                    for step in 1...3 {
                        for trial in 0..<3 {
                            seen.insert(
                                stream.uniform(
                                    unit: unit, layer: layer, input: input, step: step, trial: trial))
                        }
                    }
                }
            }
        }
        #expect(seen.count == 4 * 3 * 3 * 3 * 3)
        let others = [(1, KeyedStream.Purpose.sampling), (2, .quantization), (1 << 32 | 1, .quantization)]
        for (seed, purpose) in others {
            #expect(KeyedStream(seed: UInt64(seed), purpose: purpose).key != stream.key)
        }
        let draws = KeyedStream(seed: 1, purpose: .sampling)
        #expect(draws.uniform(trial: 5, draw: 0) != draws.uniform(trial: 5 + 1 << 32, draw: 0))
    }

    @Test("a stream's numbers are uniform: in [0, 1), with the mean and variance of the uniform distribution")
    func moments() {
        let stream = KeyedStream(seed: 3, purpose: .sampling)
        let numbers = (0..<20_000).flatMap { trial in (0..<5).map { stream.uniform(trial: trial, draw: $0) } }
        #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
        #expect(abs(mean - 0.5) < 0.004)
        #expect(abs(variance - 1.0 / 12) < 0.002)
    }
}
