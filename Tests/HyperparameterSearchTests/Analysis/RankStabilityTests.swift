import Testing

@testable import HyperparameterSearch

@Suite("The ranking's stability")
struct RankStabilityTests {
    @Test("at a step that ranks as the end does, all agrees; at one that ranks in reverse, nothing")
    func ends() throws {
        let final = Array(try SampledSearch.uniforms()[0].prefix(200))
        let steps = RankStability.steps(
            final.map { [1 - $0, 0.5, 2 * $0, $0] }, final: final, direction: .minimize, tops: [10, 50])
        #expect(steps.map(\.spearman) == [-1, nil, 1, 1])
        #expect(steps.map(\.kendall) == [-1, nil, 1, 1])
        #expect(steps.map(\.kept).map(\.[0]).enumerated().filter { $0.offset != 1 }.map(\.element) == [0, 10, 10])
        #expect(steps[3].kept == [10, 50])
    }

    @Test("what is kept of the best depends on which way is better")
    func direction() {
        let values = [[5.0], [1], [4], [2]]
        let final = [5.0, 4, 3, 2]
        #expect(RankStability.steps(values, final: final, direction: .maximize, tops: [1, 2])[0].kept == [1, 1])
        #expect(RankStability.steps(values, final: final, direction: .minimize, tops: [1, 2])[0].kept == [0, 1])
    }

    @Test("what is no number is never among the best")
    func notANumber() {
        let values = [[Double.nan], [2], [3]]
        let kept = RankStability.steps(values, final: [1, 2, 3], direction: .minimize, tops: [1])[0].kept
        #expect(kept == [0])
        #expect(RankStability.steps(values, final: [3, 2, 1], direction: .maximize, tops: [1])[0].kept == [0])
    }
}
