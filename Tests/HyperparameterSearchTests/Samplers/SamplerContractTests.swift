import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@Suite struct SamplerContractTests {
    static let parameters: [Parameter] = [
        .float("linear", in: -2.5...0.1), .float("log", in: 1e-6...3, scale: .log), .integer("count", in: -3...4),
        .categorical("kind", ["a", "b", "c"]), .fixed("steps", 10), .choice("mixed", [1, "one", 2.5]),
        .float("narrow", in: 0.12345...0.12346), .float("point", in: 7...7),
    ]

    static let conditional: [Parameter] = [
        .categorical("kind", ["a", "b", "c"]), .integer("count", in: 1...3).when("kind", is: ["a", "b"]),
        .float("rate", in: 0...1).when("count", is: [2]), .fixed("c", 1).when("kind", is: ["c"]),
    ]

    static let subjects: [SamplerContract.Subject] = [
        .init("random, NumPy's stream", parameters) {
            RandomSampler(try SearchSpace(parameters), stream: .numpy(seed: 5))
        },
        .init("random, keyed stream", parameters) {
            RandomSampler(try SearchSpace(parameters), stream: .keyed(seed: 5))
        },
        .init("random, rounded", parameters) {
            RandomSampler(try SearchSpace(parameters), stream: .keyed(seed: 6), significantDigits: 2)
        },
        .init("random, conditional", conditional) {
            RandomSampler(try SearchSpace(conditional), stream: .numpy(seed: 5))
        },
        .init("grid", parameters) { try grid() },
        .init("points alone", parameters) { ListedPoints(try points()) },
        .init("points, then a grid", parameters) { PointsFirst(try points(), then: try grid()) },
        .init("points, then random", parameters) {
            PointsFirst(try points(), then: RandomSampler(try SearchSpace(parameters), stream: .numpy(seed: 1)))
        },
    ]

    static func grid() throws -> GridSampler {
        try GridSampler(
            parameters.map { parameter in
                try GridSampler.Axis(parameter, count: parameter.name == "point" ? 1 : 3)
            })
    }

    static func points() throws -> [TrialParameters] {
        let sampler = RandomSampler(try SearchSpace(parameters), stream: .keyed(seed: 99))
        return try (0..<3).map { try sampler.parameters(ofTrial: $0) }
    }

    static let adaptive: [AdaptiveSamplerContract.Subject] = [
        .init("of the mean, one generation in flight", MeanSampler.space) { MeanSampler(size: 8, lag: 1) },
        .init("of the mean, waiting for each generation", MeanSampler.space) { MeanSampler(size: 5, lag: 0) },
        .init("of the mean, one trial at a time", MeanSampler.space) { MeanSampler(size: 1, lag: 2) },
        .init("points, then of the mean", MeanSampler.space) {
            PointsFirst([["x": 0.5, "y": 1], ["x": 0, "y": -1]], then: MeanSampler(size: 4, lag: 1))
        },
    ]

    @Test(arguments: adaptive, AdaptiveSamplerContract.Clause.allCases)
    func keepsTheContract(_ subject: AdaptiveSamplerContract.Subject, _ clause: AdaptiveSamplerContract.Clause) throws {
        try AdaptiveSamplerContract.check(clause, of: subject)
    }

    @Test(arguments: subjects, SamplerContract.clauses)
    func keepsTheContract(_ subject: SamplerContract.Subject, _ clause: SamplerContract.Clause) throws {
        try SamplerContract.check(clause, of: subject)
    }
}
