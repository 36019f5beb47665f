import CSpikeKernels
import Randomness
import Testing

@Suite("The kernels' draws")
struct KernelNoiseTests {
    @Test("Philox gives Random123's known answers")
    func knownAnswers() {
        let answers: [(counter: [UInt32], key: [UInt32], output: [UInt32])] = [
            ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            (
                [.max, .max, .max, .max], [.max, .max],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
            ),
        ]
        for answer in answers {
            var output = [UInt32](repeating: 0, count: 4)
            spike_philox_reference(answer.counter, answer.key, &output)
            #expect(output == answer.output)
        }
    }

    @Test("a uniform is the one that the keyed stream has for the same neuron")
    func keyedStream() {
        var generator = MersenneTwister(seed: 8)
        for seed in [0, 1, 12_345, UInt64.max] {
            let stream = KeyedStream(seed: seed, purpose: .quantization)
            let key = UInt64(stream.key.1) << 32 | UInt64(stream.key.0)
            for _ in 0..<200 {
                let unit = UInt32(generator.uniform() * 4096)
                let layer = UInt32(generator.uniform() * 65_536)
                let input = UInt32(generator.uniform() * 65_536)
                let step = UInt32(generator.uniform() * 4_294_967_296)
                let trial = UInt32(generator.uniform() * 4_294_967_296)
                let uniform = spike_uniform_reference_f64(key, unit, input, layer, step, trial)
                #expect(
                    uniform
                        == stream.uniform(
                            unit: Int(unit), layer: Int(layer), input: Int(input), step: Int(step),
                            trial: Int(trial)))
                let single = spike_uniform_reference_f32(key, unit, input, layer, step, trial)
                #expect(Double(single) == (uniform * 0x1p24).rounded(.down) * 0x1p-24)
            }
        }
    }
}
