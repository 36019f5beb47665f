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

    /// The random study on so many networks.
    static func onNetworks(_ count: Int) -> String {
        let networks = (0..<count).map { "      - {weights: {seed: \(2 * $0 + 1)}, input: {seed: \(2 * $0 + 2)}}\n" }
        return random().replacing(
            "    weights: {seed: 1}\n    input: {seed: 2}\n",
            with: "    instances:\n\(networks.joined())    combine: mean\n")
    }

    /// A study that no test waits for the end of.
    static let endless = random("endless", trials: 10_000_000)
}
