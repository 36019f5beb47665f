import SpikingDynamics

/// Schedules as the paper's search draws them, but not rounded, so that no two lambda.initial are equal.
struct Candidates {
    let schedules: [AnnealingSchedules]

    /// Trial n takes uniforms 4 n ... 4 n + 3 of `RandomState(1234)`.
    ///
    /// - Parameter layers: the number of layers of the network.
    init(
        count: Int, drive: ConvergenceRequest.Drive, dynamics: ConvergenceRequest.Dynamics, layers: Int
    ) {
        let uniforms = InputPattern.uniform(count: 4 * count, seed: 1234)
        let quadruples = stride(from: 0, to: uniforms.count, by: 4).map { uniforms[$0..<$0 + 4] }
        schedules = quadruples.map {
            let initial = drive == .shared ? 0.832 : $0[$0.startIndex + 2]
            let (epsilon, exponents) = ($0[$0.startIndex], ($0[$0.startIndex + 1], $0[$0.startIndex + 3]))
            if dynamics == .near4148 {
                // Within some ten per cent.
                return AnnealingSchedules(
                    epsilon: .powerLaw(initial: 0.9 + 0.1 * epsilon, exponent: 0.07 + 0.01 * exponents.0),
                    lambda: .powerLaw(initial: 0.88 + 0.1 * initial, exponent: 0.71 + 0.1 * exponents.1),
                    quantizer: dynamics.quantizer, decoder: dynamics.decoder, clock: dynamics.clock)
            }
            guard dynamics == .layers else {
                return AnnealingSchedules(
                    epsilon: .powerLaw(initial: epsilon, exponent: exponents.0),
                    lambda: .powerLaw(initial: initial, exponent: exponents.1), quantizer: dynamics.quantizer,
                    decoder: dynamics.decoder, clock: dynamics.clock)
            }
            // The layers differ in their exponents.
            return AnnealingSchedules(
                epsilon: .each(
                    (1..<layers).map { .powerLaw(initial: epsilon, exponent: exponents.0 / Double($0)) }),
                lambda: .each(
                    (0..<layers).map { .powerLaw(initial: initial, exponent: exponents.1 / Double($0 + 1)) }),
                quantizer: .sigmaDelta, decoder: .aligned)
        }
    }
}
