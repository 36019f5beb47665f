/// A study file to begin with, which the help of `settle run` shows: an installed program has no folder of examples.
enum ExampleStudy {
    /// A search of some seconds: `studies/quick.yaml`.
    static let text = """
        name: quick
        objective:
          convergence:
            layers: [50, 50, 10]
            weights: {seed: 1237}
            input: {seed: 1241}
            steps: 1000
            minimize: meanError
        sampler: {random: {stream: numpy, seed: 1234, significantDigits: 3}}
        trials: 200
        space:
          epsilon: {initial: {from: 0, to: 1}, exponent: {from: 0, to: 1}}
          lambda: {initial: {from: 0, to: 1}, exponent: {from: 0, to: 1}}
          quantizer: sigma-delta
        """

    /// The text with a margin, as help shows examples.
    static let indented = text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
}
