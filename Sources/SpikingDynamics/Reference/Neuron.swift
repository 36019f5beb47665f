/// One neuron of a binary network: its state from step to step, all zero at rest.
struct Neuron: Sendable {
    /// Its bias b.
    let bias: Double
    /// Its activation s, in [0, 1].
    var state = 0.0
    /// The decoder's memory v: the estimate of the weighted input.
    var decoded = 0.0
    /// The quantizer's memory phi.
    var memory = Quantizer.Memory()

    /// Makes the part of a step before the quantizer (Eq. 14): decodes the drive u (Eq. 13), moves the activation (Eq.
    /// 5) and encodes it (Eq. 12).
    ///
    /// - Parameters:
    ///   - nudge: added to the bias at this step; 0 outside of training.
    ///   - decoding: the decoder's lambda.
    /// - Returns: the encoded activation a.
    @inline(__always)
    mutating func step(
        drive u: Double, nudge: Double = 0, epsilon: Double, lambda: Double, decoding: Double
    ) -> Double {
        let previous = state
        decoded = PredictiveCoding.decode(u, previous: decoded, lambda: decoding)
        state = clip(previous - epsilon * (previous - (decoded + bias + nudge)))
        return PredictiveCoding.encode(state, previous: previous, lambda: lambda)
    }

    /// Whether the state and all memories are finite. Once they are not, they never are again.
    var isFinite: Bool {
        state.isFinite && decoded.isFinite && memory.phi.isFinite && memory.phi2.isFinite
    }
}

/// rho: limits `value` to [0, 1]; NaN stays NaN.
@inline(__always)
func clip(_ value: Double) -> Double {
    value < 0 ? 0 : (value > 1 ? 1 : value)
}
