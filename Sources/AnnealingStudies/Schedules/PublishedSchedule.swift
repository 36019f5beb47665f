import SpikingDynamics

extension AnnealingSchedules {
    /// The schedule that the paper prints as the best of its search (section 4.1), with the digits of trial 4333.
    public static let published = AnnealingSchedules(
        epsilon: .powerLaw(initial: 0.843, exponent: 0.0923), lambda: .powerLaw(initial: 0.832, exponent: 0.584),
        quantizer: .sigmaDelta)
}
