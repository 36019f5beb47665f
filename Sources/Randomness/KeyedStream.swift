/// Random numbers that are looked up, not drawn: each is a pure function of (seed, purpose, position), so
/// neither order, batch nor thread can change one.
///
/// A position is the four counter words of one `Philox` block under the stream's key. A block's four outputs
/// o0...o3 make two uniforms: number 0 from the 64-bit word `o1 << 32 | o0`, number 1 from `o3 << 32 | o2`; a
/// uniform is the word's upper 53 bits over 2^53. The C kernels compute the same numbers from the same `key`.
public struct KeyedStream: Sendable {
    /// What a stream's numbers are for. Streams of one seed and different purposes are independent.
    public enum Purpose: UInt32, Sendable, CaseIterable {
        /// A sampler's draws, by (trial, draw).
        case sampling = 1
        /// The stochastic quantizer's thresholds, by (unit, layer, input, step, trial).
        case quantization = 2
    }

    /// The Philox key: words o0 and o1 of the block with counter (low half of the seed, high half, the
    /// purpose's raw value, 0) and key (0, 0).
    public let key: (UInt32, UInt32)

    /// The stream of `seed` for `purpose`.
    public init(seed: UInt64, purpose: Purpose) {
        let derived = Philox.block(
            counter: (
                UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32), purpose.rawValue, 0
            ),
            key: (0, 0)
        )
        key = (derived.0, derived.1)
    }

    /// The uniform in [0, 1) at a counter: its first (`half` 0) or second (`half` 1, any odd number).
    public func uniform(
        _ word0: UInt32, _ word1: UInt32, _ word2: UInt32, _ word3: UInt32, half: Int = 0
    ) -> Double {
        let output = Philox.block(counter: (word0, word1, word2, word3), key: key)
        let word =
            half & 1 == 0
            ? UInt64(output.1) << 32 | UInt64(output.0)
            : UInt64(output.3) << 32 | UInt64(output.2)
        return Double(word >> 11) * 0x1p-53
    }

    /// Number `draw` (from 0) of trial `trial`: counter words (draw >> 1, 0, upper half of trial, lower
    /// half), an even draw the first uniform of the block, an odd one the second.
    public func uniform(trial: Int, draw: Int) -> Double {
        let trialWord = UInt64(truncatingIfNeeded: trial)
        return uniform(
            UInt32(truncatingIfNeeded: draw >> 1),
            0,
            UInt32(truncatingIfNeeded: trialWord >> 32),
            UInt32(truncatingIfNeeded: trialWord),
            half: draw
        )
    }

    /// The threshold of one neuron at one step: counter words (unit >> 1, input << 16 | layer, step,
    /// trial), an even unit the first uniform of the block, an odd one the second. Input and layer lie in
    /// 0..<65,536, the others in 0..<2^32; numbers repeat beyond that.
    public func uniform(unit: Int, layer: Int, input: Int, step: Int, trial: Int) -> Double {
        uniform(
            UInt32(truncatingIfNeeded: unit >> 1),
            UInt32(truncatingIfNeeded: input << 16 | layer),
            UInt32(truncatingIfNeeded: step),
            UInt32(truncatingIfNeeded: trial),
            half: unit
        )
    }
}
