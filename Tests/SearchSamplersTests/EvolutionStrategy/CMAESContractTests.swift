import HyperparameterSearch
import SearchContracts
import SearchSamplers
import Testing

@Suite("CMA-ES keeps the contract of adaptive samplers") struct CMAESContractTests {
    private static let parameters: [Parameter] = [
        .float("x", in: -1...3), .float("rate", in: 0.001...10, scale: .log), .integer("layers", in: 2...5),
        .choice("size", [4, 1, 2]), .fixed("kind", "a"),
    ]
    private static let whole: [Parameter] = [.integer("a", in: 0...30), .integer("b", in: 0...20)]
    private static let points: [TrialParameters] = [
        ["x": 0, "rate": 1, "layers": 3, "size": 2, "kind": "a"],
        ["x": 1, "rate": 0.1, "layers": 4, "size": 4, "kind": "a"],
    ]

    private static let subjects: [AdaptiveSamplerContract.Subject] =
        [0, 1].flatMap { lag in
            [1, 8, 32].map { size in
                AdaptiveSamplerContract.Subject("generations of \(size), lag \(lag)", parameters) {
                    try CMAESSampler(
                        SearchSpace(parameters), seed: 1, generations: Generations(size: size, lag: lag),
                        direction: .minimize)
                }
            }
        } + [
            AdaptiveSamplerContract.Subject("after points", parameters) {
                PointsFirst(
                    points,
                    then: try CMAESSampler(
                        SearchSpace(parameters), seed: 1, generations: Generations(size: 2, lag: 1),
                        direction: .minimize, significantDigits: 3))
            },
            AdaptiveSamplerContract.Subject("whole numbers alone", whole) {
                try CMAESSampler(SearchSpace(whole), seed: 1, generations: Generations(size: 5, lag: 1))
            },
        ]

    @Test("clause by clause", arguments: subjects, AdaptiveSamplerContract.Clause.allCases)
    func contract(subject: AdaptiveSamplerContract.Subject, clause: AdaptiveSamplerContract.Clause) throws {
        try AdaptiveSamplerContract.check(clause, of: subject)
    }
}
