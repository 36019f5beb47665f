import Foundation
import Randomness

/// The value of a neuron that settles from `start` to `fixedPoint`. At each step it covers the same fraction of the
/// distance that is left.
public struct ConvergingInput: Sendable, Equatable {
    /// Its value at step 1, in [0, 1].
    public let start: Double
    /// In [0, 1].
    public let fixedPoint: Double
    /// The number of steps in which the distance from the fixed point falls by a factor of e.
    public let tau: Double

    /// An input that settles with the time constant `tau`, in steps.
    public init(start: Double, fixedPoint: Double, tau: Double) {
        self.start = start
        self.fixedPoint = fixedPoint
        self.tau = tau
    }

    /// Draws start and fixed point uniformly in [0, 1), and tau in 5...20 steps, in this order.
    init(from generator: inout MersenneTwister) {
        start = generator.uniform()
        fixedPoint = generator.uniform()
        tau = generator.uniform(from: 5, to: 20)
    }

    /// The value at step `step`, from 1.
    public func value(at step: Int) -> Double {
        fixedPoint + (start - fixedPoint) * exp(-Double(step - 1) / tau)
    }
}
