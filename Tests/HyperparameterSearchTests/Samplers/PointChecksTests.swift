import HyperparameterSearch
import Testing

@Suite("Points of a library study") struct PointChecksTests {
    private static let points: [TrialParameters] = [["x": 0.1], ["x": 0.2], ["x": 0.3]]

    private func define(_ sampler: some Sampler, budget: Int) throws -> StudyDefinition {
        try StudyDefinition(name: "a", direction: .minimize, budget: budget, sampler: sampler)
    }

    @Test("that are more than the trials are refused") func beyond() throws {
        let random = RandomSampler(try SearchSpace([.float("x", in: 0...1)]), stream: .keyed(seed: 1))
        #expect(throws: SamplerError.pointsBeyondBudget(3, budget: 2)) {
            try define(PointsFirst(Self.points, then: random), budget: 2)
        }
        #expect(throws: SamplerError.pointsBeyondBudget(3, budget: 2)) {
            try define(ListedPoints(Self.points), budget: 2)
        }
        #expect(try define(PointsFirst(Self.points, then: random), budget: 3).budget == 3)
    }

    @Test("that are equal are refused, of nested lists too") func equal() throws {
        let rest = ListedPoints([["x": 0.4], ["x": 0.2]])
        #expect(throws: SamplerError.equalPoints(1, 4)) {
            try define(PointsFirst(Self.points, then: rest), budget: 9)
        }
        #expect("\(SamplerError.equalPoints(1, 4))".contains("points 1 and 4"))
    }
}
