/// The rule by which a neuron turns its encoded activation a into bits q.
public enum Quantizer: String, Sendable, Codable, CaseIterable {
    /// One integrator, which keeps the part of the signal that the bits have not yet sent (Eq. 11).
    case sigmaDelta = "sigma-delta"
    /// Fires with probability a (Eq. 8).
    case stochastic = "stochastic"
    /// Fires if a is above 1/2; has no memory.
    case threshold = "threshold"
    /// Two integrators in series; the bit is subtracted from both.
    case secondOrderSigmaDelta = "second-order-sigma-delta"

    /// The integrators of one neuron's quantizer; zero at rest.
    public struct Memory: Sendable, Equatable {
        /// The first integrator, phi.
        public var phi = 0.0
        /// The second integrator, used by `secondOrderSigmaDelta` alone.
        public var phi2 = 0.0

        /// A memory at rest.
        public init() {}
    }

    /// The bit q for the encoded activation `a`.
    ///
    /// - Parameter uniform: in [0, 1); only `stochastic` evaluates it.
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
