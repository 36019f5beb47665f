import AnnealingStudies

/// Networks for these tests.
enum SampleNetworks {
    /// Constant schedules.
    static func binary(epsilon: Double = 0.5, quantizer: String = "sigma-delta") throws -> TrialNetwork {
        try TrialNetwork([
            "epsilon.constant": .number(epsilon), "lambda.constant": .number(1), "quantizer": .category(quantizer),
        ])
    }
}
