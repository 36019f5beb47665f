import Foundation
import HyperparameterSearch
import Testing

@Suite struct EvaluationTests {
    private func reason(_ evaluation: Evaluation) -> String? {
        if case .failed(let reason) = evaluation.withFiniteValuesOnly.outcome { reason } else { nil }
    }

    @Test func whatIsNotFiniteFailsWithTheReason() throws {
        #expect(reason(Evaluation(.complete(value: .nan)))?.contains("nan") == true)
        #expect(reason(Evaluation(.complete(value: -.infinity)))?.contains("-inf") == true)
        #expect(reason(Evaluation(.pruned(bound: .nan)))?.contains("bound") == true)
        let named = try #require(reason(Evaluation(.complete(value: 1), values: ["b": .nan, "a": .infinity, "c": 1])))
        #expect(named.contains("a is inf"))
    }

    @Test func theRestOfAFailedEvaluationIsKept() {
        let evaluation = Evaluation(
            .complete(value: .nan), values: ["good": 1, "bad": .nan], steps: 7, trace: Data([1]),
            artifacts: ["a": Data([2])]
        ).withFiniteValuesOnly
        #expect(evaluation.values == ["good": 1])
        #expect(evaluation.steps == 7)
        #expect(evaluation.trace == Data([1]))
        #expect(evaluation.artifacts == ["a": Data([2])])
    }

    @Test(arguments: [Outcome.complete(value: 1), .pruned(bound: 2), .failed(reason: "diverged")])
    func finiteEvaluationsStayAsTheyAre(_ outcome: Outcome) {
        let evaluation = Evaluation(outcome, values: ["a": 1], steps: 3, trace: Data([9]))
        #expect(evaluation.withFiniteValuesOnly == evaluation)
    }
}
