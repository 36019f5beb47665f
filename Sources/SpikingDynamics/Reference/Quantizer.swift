/// The rule by which a neuron turns its encoded activation a, or the activation itself, into bits q.
public enum Quantizer: String, Sendable, Codable, CaseIterable {
    /// One integrator, which keeps the part of the signal that the bits have not yet sent (Eq. 11).
    case sigmaDelta = "sigma-delta"
    /// Fires with probability a (Eq. 8).
    case stochastic = "stochastic"
    /// Fires if a is above 1/2; has no memory.
    case threshold = "threshold"
    /// Two integrators in series; the bit is subtracted from both.
    case secondOrderSigmaDelta = "second-order-sigma-delta"
    /// Encodes and quantizes in a closed loop. It keeps r, the value that aligned receivers decode, and fires if that
    /// brings r closer to the activation s:
    ///
    ///     r' = (1 - lambda) r;   q = [s - r' > lambda/2];   r = r' + lambda q
    case tracking

    /// The integrators of one neuron's quantizer; zero at rest.
    public struct Memory: Sendable, Equatable {
        /// The first integrator, phi; of `tracking`, r.
        public var phi = 0.0
        /// The second integrator, used by `secondOrderSigmaDelta` alone.
        public var phi2 = 0.0

        /// A memory at rest.
        public init() {}
    }

    /// The bit q of a neuron whose activation goes from `previous` to `state`: encoded (Eq. 12), then quantized.
    ///
    /// - Parameters:
    ///   - state: the activation s after the step, in [0, 1].
    ///   - previous: the activation before the step.
    ///   - lambda: the coefficient of predictive coding.
    ///   - memory: the quantizer's memory of this neuron.
    ///   - uniform: in [0, 1); only `stochastic` evaluates it.
    @inlinable
    public func sends(
        _ state: Double, previous: Double, lambda: Double, memory: inout Memory, uniform: @autoclosure () -> Double
    ) -> Bool {
        guard self != .tracking else { return tracks(state, lambda: lambda, memory: &memory) }
        return fires(
            PredictiveCoding.encode(state, previous: previous, lambda: lambda), memory: &memory, uniform: uniform())
    }

    /// The bit q of a neuron that is clamped to `x`.
    ///
    /// - Parameters:
    ///   - x: the clamped activation, in [0, 1].
    ///   - previous: the state before the step, 0 at step 1; nil if it was x already. Then a = x, whatever lambda is.
    ///   - lambda: the coefficient of predictive coding.
    ///   - memory: the quantizer's memory of this neuron.
    ///   - uniform: in [0, 1); only `stochastic` evaluates it.
    @inlinable
    public func sendsClamped(
        _ x: Double, previous: Double?, lambda: Double, memory: inout Memory, uniform: @autoclosure () -> Double
    ) -> Bool {
        guard self != .tracking else { return tracks(x, lambda: lambda, memory: &memory) }
        let a = previous.map { PredictiveCoding.encode(x, previous: $0, lambda: lambda) } ?? x
        return fires(a, memory: &memory, uniform: uniform())
    }

    @inlinable
    func tracks(_ state: Double, lambda: Double, memory: inout Memory) -> Bool {
        let decayed = (1 - lambda) * memory.phi
        let q = state - decayed > lambda / 2
        memory.phi = q ? decayed + lambda : decayed
        return q
    }

    /// The bit q for the encoded activation `a`. `tracking` takes it for an activation that is sent with lambda 1.
    ///
    /// - Parameters:
    ///   - a: the encoded activation.
    ///   - memory: the quantizer's memory of this neuron.
    ///   - uniform: in [0, 1); only `stochastic` evaluates it.
    @inlinable
    public func fires(_ a: Double, memory: inout Memory, uniform: @autoclosure () -> Double) -> Bool {
        switch self {
        case .sigmaDelta:
            let p = memory.phi + a
            let q = p > 0.5
            memory.phi = p - (q ? 1 : 0)
            return q
        case .stochastic:
            return a > uniform()
        case .threshold:
            return a > 0.5
        case .tracking:
            return tracks(a, lambda: 1, memory: &memory)
        case .secondOrderSigmaDelta:
            let p = memory.phi + a
            let p2 = memory.phi2 + p
            let q = p2 > 0.5
            memory.phi = p - (q ? 1 : 0)
            memory.phi2 = p2 - (q ? 1 : 0)
            return q
        }
    }
}
