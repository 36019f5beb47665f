/// One neuron of a binary network: its state from step to step, all zero at rest.
struct Neuron: Sendable {
    /// Its bias b.
    let bias: Double
    /// Its activation s, in [0, 1].
    var state = 0.0
    /// The decoder's memory v: the estimate of the weighted input. Where layers have different lambdas, the estimate of
    /// the input from the layer below.
    var decoded = 0.0
    /// Where layers have different lambdas, the estimate of the input from the layer above; otherwise 0.
    var decodedFromAbove = 0.0
    /// The quantizer's memory phi.
    var memory = Quantizer.Memory()

    /// Makes the part of a step before the encoder (Eq. 14): decodes the drive u (Eq. 13) and moves the activation (Eq.
    /// 5). All layers have one lambda.
    ///
    /// - Parameters:
    ///   - nudge: added to the bias at this step; 0 outside of training.
    ///   - decoding: the decoder's lambda.
    /// - Returns: the activation before the step, which the encoder needs.
    @inline(__always)
    mutating func step(
        drive u: Double, nudge: Double = 0, epsilon: Double, decoding: Double
    ) -> Double {
        decoded = PredictiveCoding.decode(u, previous: decoded, lambda: decoding)
        return move(to: decoded, nudge: nudge, epsilon: epsilon)
    }

    /// The same where layers have different lambdas. Each layer's bits are decoded with its own lambda, and v is the sum.
    ///
    /// - Parameters:
    ///   - below: the sum over the layer below, and the lambda that decodes it.
    ///   - above: the same of the layer above.
    @inline(__always)
    mutating func step(
        below: (drive: Double, decoding: Double), above: (drive: Double, decoding: Double), nudge: Double,
        epsilon: Double
    ) -> Double {
        decoded = PredictiveCoding.decode(below.drive, previous: decoded, lambda: below.decoding)
        decodedFromAbove = PredictiveCoding.decode(
            above.drive, previous: decodedFromAbove, lambda: above.decoding)
        return move(to: decoded + decodedFromAbove, nudge: nudge, epsilon: epsilon)
    }

    @inline(__always)
    private mutating func move(to v: Double, nudge: Double, epsilon: Double) -> Double {
        let previous = state
        state = clip(previous - epsilon * (previous - (v + bias + nudge)))
        return previous
    }

    /// What the step adds to the network's surprise (``SurpriseClock``).
    ///
    /// - Parameter previous: the state before the step.
    func surprise(previous: Double) -> Double {
        let push = (decoded + decodedFromAbove + bias) - previous
        return previous >= 1 && push > 0 || previous <= 0 && push < 0 ? 0 : abs(push)
    }

    /// Whether the state and all memories are finite. Once they are not, they never are again.
    var isFinite: Bool {
        state.isFinite && decoded.isFinite && decodedFromAbove.isFinite && memory.phi.isFinite && memory.phi2.isFinite
    }
}

/// rho: limits `value` to [0, 1]; NaN stays NaN.
@inline(__always)
func clip(_ value: Double) -> Double {
    value < 0 ? 0 : (value > 1 ? 1 : value)
}
