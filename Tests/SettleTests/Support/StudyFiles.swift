/// Study files for these tests.
enum StudyFiles {
    /// A random study; some of its trials fail, as the first of its points does.
    static func random(
        _ name: String = "tiny", layers: String = "[6, 5, 3]", steps: Int = 50, trials: Int = 12, seed: Int = 3
    ) -> String {
        """
        name: \(name)
        objective:
          convergence:
            layers: \(layers)
            weights: {seed: 1}
            input: {seed: 2}
            steps: \(steps)
            minimize: meanError
        sampler: {random: {seed: \(seed), significantDigits: 3}}
        trials: \(trials)
        points:
          - {epsilon: 0, lambda: 1, quantizer: sigma-delta}
          - {epsilon: 1/2, lambda: 1, quantizer: stochastic}
        space:
          epsilon: {initial: {from: 0, to: 1}, exponent: {from: 0, to: 1}}
          lambda: {initial: {from: 0.1, to: 1}, exponent: {from: 0, to: 1}}
          quantizer: [sigma-delta, stochastic]

        """
    }

    /// A study that no test waits for the end of.
    static let endless = random("endless", trials: 10_000_000)
}
