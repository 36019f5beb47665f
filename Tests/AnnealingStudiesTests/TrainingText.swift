extension StudyText {
    /// A training study; line 6 is a comment where another key may stand.
    static let training = StudyText(
        lines: """
            name: small
            objective:
              training:
                protocol: paper
                subset: {train: 1000, test: 500}
                # another key
                epochs: 3
                minimize: testError
            sampler: points
            points:
              - {epsilon: 0.8/t^0.1, lambda: 1, quantizer: sigma-delta, seed: 4, parent: paper-5000/12}
              - {continuous: 0.5}
            """.split(separator: "\n").map(String.init))
}
