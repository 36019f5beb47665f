import Randomness

/// The uniforms that the stochastic quantizer compares with, keyed by (seed, trial, input, step, layer, unit).
///
/// A neuron's uniforms do not depend on what else is simulated, nor on the order.
public struct QuantizationNoise: Sendable {
    /// The stream of the study's seed for quantization.
    public let stream: KeyedStream
    /// The trial's number, in 0..<2^32.
    public let trial: Int
    /// The input's index, in 0..<65,536.
    public var input: Int

    /// The noise for one trial of the study with `seed`, on the input with this index.
    public init(seed: UInt64, trial: Int, input: Int = 0) {
        stream = KeyedStream(seed: seed, purpose: .quantization)
        self.trial = trial
        self.input = input
    }

    /// The uniform in [0, 1) for one neuron at one step (from 1); layer 0 is the input.
    public func uniform(unit: Int, layer: Int, step: Int) -> Double {
        stream.uniform(unit: unit, layer: layer, input: input, step: step, trial: trial)
    }
}
