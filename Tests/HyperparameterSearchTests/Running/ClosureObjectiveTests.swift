import HyperparameterSearch
import Testing

@Suite struct ClosureObjectiveTests {
    private func outcomes<O: Objective>(_ objective: O, _ xs: [Double], _ cancellation: Cancellation = .init())
        -> (isWhole: Bool, outcomes: [Outcome?])
    {
        var batch = xs.enumerated().map {
            objective.begin(Candidate(number: $0.offset, parameters: ["x": .number($0.element)]))
        }
        let isWhole = objective.advance(&batch, to: objective.steps, cancellation: cancellation)
        return (
            isWhole,
            batch.map { if case .ended(let evaluation) = objective.status(of: $0) { evaluation.outcome } else { nil } }
        )
    }

    @Test func theClosuresValueIsTheOutcome() {
        let objective = ClosureObjective(.maximize) { try $0.number("x") * 2 }
        #expect(objective.direction == .maximize && objective.steps == 1)
        #expect(outcomes(objective, [1, 2]).outcomes == [.complete(value: 2), .complete(value: 4)])
    }

    @Test func aThrownErrorIsAFailureWithItsText() {
        let objective = ClosureObjective(.minimize) { try $0.number("y") }
        let reason = "\(ParameterError.missing("y"))"
        #expect(outcomes(objective, [1]).outcomes == [.failed(reason: reason)])
    }

    @Test func anEvaluationIsTakenAsItIs() {
        let objective = ClosureObjective(
            .minimize, evaluation: { _ in Evaluation(.failed(reason: "mine"), values: ["a": 1]) })
        #expect(outcomes(objective, [1]).outcomes == [.failed(reason: "mine")])
    }

    @Test func cancellationStopsBetweenTrialsAndKeepsThoseThatEnded() {
        let cancellation = Cancellation()
        let objective = ClosureObjective(.minimize) { parameters in
            let x = try parameters.number("x")
            if x == 2 { cancellation.cancel() }
            return x
        }
        let (isWhole, outcomes) = outcomes(objective, [1, 2, 3], cancellation)
        #expect(!isWhole)
        #expect(outcomes == [.complete(value: 1), .complete(value: 2), nil])
    }
}
