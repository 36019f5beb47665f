/// How a neuron turns its encoded activation a into bits q.
public enum Quantizer: String, Sendable, Codable, CaseIterable {
    /// One integrator; what a bit fails to send is kept for the next (Eq. 11).
    case sigmaDelta = "sigma-delta"
    /// A bit with probability a (Eq. 8).
    case stochastic = "stochastic"
    /// A bit when a is above 1/2, without memory.
    case threshold = "threshold"
    /// Two integrators in series, both minus the bit.
    case secondOrderSigmaDelta = "second-order-sigma-delta"

    /// What a neuron's quantizer remembers; zero at rest.
    public struct Memory: Sendable, Equatable {
        /// The first integrator, phi.
        public var phi = 0.0
        /// The second integrator, used by `secondOrderSigmaDelta` alone.
        public var phi2 = 0.0

        /// A memory at rest.
        public init() {}
    }

    /// The bit q of activation `a`; `uniform`, in [0, 1), is drawn by `stochastic` alone.
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
