import HyperparameterSearch
import Testing

@testable import AnnealingStudies

@Suite("A request for training")
struct TrainingRequestTests {
    private func point(_ trial: Int, epsilon: Double = 0.5, quantizer: String = "sigma-delta") throws -> StudyPoint {
        StudyPoint(
            try TrialNetwork([
                "epsilon.constant": .number(epsilon), "lambda.constant": .number(1),
                "quantizer": .category(quantizer),
            ]),
            parent: TrialReference(study: "search", number: trial))
    }

    private func request(_ networks: [StudyPoint]) -> TrainingRequest {
        TrainingRequest(networks: networks, seeds: [7, 8], settings: TrainingSettings())
    }

    @Test("trains equal networks once, as the first of their parents, and says so")
    func equal() throws {
        let request = request([try point(3), try point(9), try point(4, epsilon: 0.25), try point(3)])
        #expect(request.networks.map(\.parent?.number) == [3, 4])
        #expect(request.study.points.map(\.parent?.number) == [3, 3, 4, 4])
        #expect(
            request.repetitions == [
                "search/9 has the schedules of search/3 (0.5, 1, sigma-delta): they are trained once, as those of search/3.",
                "search/3 is named twice, and trained once.",
            ])
    }

    @Test("tells networks apart by their quantizer, and from their continuous twin")
    func different() throws {
        let points = [try point(1), try point(2, quantizer: "threshold"), StudyPoint(.continuous(epsilon: 0.5))]
        #expect(request(points).networks == points)
        #expect(request(points).repetitions.isEmpty)
    }
}
