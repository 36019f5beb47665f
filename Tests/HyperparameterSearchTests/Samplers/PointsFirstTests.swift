import HyperparameterSearch
import TestSupport
import Testing

@Suite struct PointsFirstTests {
    static let points: [TrialParameters] = [["x": 100], ["x": 200]]

    @Test func theSamplersIndexIsTheNumberLessThePoints() throws {
        let grid = try GridSampler([.init("x", [1, 2, 3])])
        let sampler = PointsFirst(Self.points, then: grid)
        #expect(sampler.size == 5)
        let values = try (0..<5).map { try sampler.parameters(ofTrial: $0)["x"] }
        #expect(values == [100, 200, 1, 2, 3])
        #expect(throws: SamplerError.self) { try sampler.parameters(ofTrial: 5) }
    }

    @Test func pointsAloneEnd() throws {
        let sampler = ListedPoints(Self.points)
        #expect(sampler.size == 2)
        #expect(throws: SamplerError.numberOutOfRange(2, size: 2)) { try sampler.parameters(ofTrial: 2) }
    }

    @Test func anEndlessSamplerStaysEndless() throws {
        let random = RandomSampler(try SearchSpace([.float("x", in: 0...1)]), stream: .numpy(seed: 1))
        let sampler = PointsFirst(Self.points, then: random)
        #expect(sampler.size == nil)
        #expect(try sampler.parameters(ofTrial: 9) == random.parameters(ofTrial: 7))
    }

    @Test func parentsAreThoseOfThePointsThenOfTheSampler() {
        let (first, later) = (TrialReference(study: "a", number: 1), TrialReference(study: "b", number: 2))
        let tail = ListedPoints([["x": 1], ["x": 2]], parents: [nil, later])
        let sampler = PointsFirst(Self.points, parents: [first], then: tail)
        #expect((0..<5).map(sampler.parent) == [first, nil, nil, later, nil])
        let surplus = ListedPoints([["x": 1]], parents: [nil, first])
        #expect(surplus.parent(ofTrial: 1) == nil, "a parent of no point is nobody's")
    }

    @Test func adaptiveSamplersLearnFromThePoints() throws {
        let parent = TrialReference(study: "a", number: 1)
        let sampler = PointsFirst(Self.points, parents: [parent], then: MeanSampler(size: 4, lag: 0))
        #expect(sampler.points == Self.points)
        #expect(sampler.parent(ofTrial: 0) == parent && sampler.parent(ofTrial: 2) == nil)
        #expect(try sampler.definedParameters(ofTrial: 1) == Self.points[1])
        #expect(try sampler.definedParameters(ofTrial: 2) == nil)
        #expect(sampler.generations.numbers(of: 0, after: 2) == 2..<6)
    }
}
