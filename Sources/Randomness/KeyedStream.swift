/// Random numbers by position. Each number is a pure function of (seed, purpose, position), so the order of the draws,
/// the batch and the thread cannot change it.
///
/// A position is the four counter words of one `Philox` block under the stream's key. The block's outputs o0...o3 make
/// two uniforms: the first from the 64-bit word `o1 << 32 | o0`, the second from `o3 << 32 | o2`. A uniform is the
/// upper 53 bits of its word, divided by 2^53. The C kernels compute the same numbers from the same `key`.
public struct KeyedStream: Sendable {
    /// The use of a stream's numbers. Streams with the same seed and different purposes are independent.
    public enum Purpose: UInt32, Sendable, CaseIterable {
        /// A sampler's draws, by (trial, draw).
        case sampling = 1
        /// The thresholds of the stochastic quantizer, by (unit, layer, input, step, trial).
        case quantization = 2
        /// An adaptive sampler's draws, by (trial or generation, draw).
        case proposing = 3
        /// The shift of a Sobol sequence, by dimension.
        case shifting = 4
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

    /// The uniform in [0, 1) at a counter: the block's first if `half` is even, its second if `half` is odd.
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

    /// The uniform at index `draw` (from 0) of trial `trial`.
    ///
    /// The counter words are (draw >> 1, 0, upper half of trial, lower half). An even draw is the first uniform of the
    /// block, an odd one the second.
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

    /// The threshold of one neuron at one step.
    ///
    /// The counter words are (unit >> 1, input << 16 | layer, step, trial). An even unit takes the first uniform of the
    /// block, an odd one the second. Input and layer lie in 0..<65,536, the others in 0..<2^32; beyond that, numbers
    /// repeat.
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
