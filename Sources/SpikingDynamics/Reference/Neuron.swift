/// One neuron of a binary network: what it remembers from step to step, zero at rest.
struct Neuron: Sendable {
    /// Its bias b.
    let bias: Double
    /// Its activation s, in [0, 1].
    var state = 0.0
    /// Its decoder's memory v: what it takes its weighted input to be.
    var decoded = 0.0
    /// Its quantizer's memory phi.
    var memory = Quantizer.Memory()

    /// Decodes the drive u (Eq. 13), moves the activation (Eq. 5), and encodes it (Eq. 12): Eq. 14 up to the quantizer.
    ///
    /// - Parameter nudge: what pulls the activation at this step, beside the bias; 0 outside of training.
    /// - Returns: the encoded activation a.
    @inline(__always)
    mutating func step(drive u: Double, nudge: Double = 0, epsilon: Double, lambda: Double) -> Double {
        let previous = state
        decoded = PredictiveCoding.decode(u, previous: decoded, lambda: lambda)
        state = clip(previous - epsilon * (previous - (decoded + bias + nudge)))
        return PredictiveCoding.encode(state, previous: previous, lambda: lambda)
    }

    /// Whether all that it remembers is finite; once it is not, it never is again.
    var isFinite: Bool {
        state.isFinite && decoded.isFinite && memory.phi.isFinite && memory.phi2.isFinite
    }
}

/// rho: `value` limited to [0, 1]; NaN stays NaN.
@inline(__always)
func clip(_ value: Double) -> Double {
    value < 0 ? 0 : (value > 1 ? 1 : value)
}
