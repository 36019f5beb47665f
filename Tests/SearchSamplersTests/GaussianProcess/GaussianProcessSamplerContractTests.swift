import HyperparameterSearch
import SearchContracts
import SearchSamplers
import Testing

@Suite("The contract of the Gaussian process sampler") struct GaussianProcessSamplerContractTests {
    private static let mixed: [Parameter] = [
        .float("rate", in: 1e-4...1, scale: .log), .float("momentum", in: 0...1), .integer("layers", in: 1...5),
        .categorical("unit", ["tanh", "relu", "gelu"]), .choice("batch", [16, 32, 64]), .fixed("kind", "dense"),
    ]
    private static let real: [Parameter] = [.float("x", in: -1...1), .float("y", in: 0...2)]
    /// Fewer points than trials.
    private static let finite: [Parameter] = [.integer("n", in: 0...2), .categorical("c", ["a", "bb"])]

    private static let points: [TrialParameters] = [["x": 0.5, "y": 0.5], ["x": -0.25, "y": 1.5]]

    private static func subject(
        _ name: String, _ parameters: [Parameter], size: Int, lag: Int, digits: Int? = nil
    ) -> AdaptiveSamplerContract.Subject {
        AdaptiveSamplerContract.Subject(name, parameters) {
            try GaussianProcessSampler(
                SearchSpace(parameters), seed: 3, generations: Generations(size: size, lag: lag),
                significantDigits: digits)
        }
    }

    static let subjects: [AdaptiveSamplerContract.Subject] = [
        subject("one trial a generation", real, size: 1, lag: 0),
        subject("one trial a generation, lag 1", mixed, size: 1, lag: 1, digits: 2),
        subject("8 a generation", mixed, size: 8, lag: 0),
        subject("8 a generation, lag 1", real, size: 8, lag: 1, digits: 3),
        subject("32 a generation", mixed, size: 32, lag: 0),
        subject("32 a generation, lag 1", real, size: 32, lag: 1),
        subject("a finite space", finite, size: 8, lag: 1),
        AdaptiveSamplerContract.Subject("after points", real) {
            PointsFirst(
                points, then: try GaussianProcessSampler(SearchSpace(real), seed: 3, generations: Generations(size: 4)))
        },
    ]

    @Test("holds", arguments: subjects, AdaptiveSamplerContract.Clause.allCases)
    func contract(_ subject: AdaptiveSamplerContract.Subject, _ clause: AdaptiveSamplerContract.Clause) throws {
        try AdaptiveSamplerContract.check(clause, of: subject)
    }
}
