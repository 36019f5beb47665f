import Foundation
import HyperparameterSearch
import Testing

@Suite("Logs of trials") struct TrialLogTests {
    private func content(_ artifacts: [String: Data]) -> TrialContent {
        let finished = FinishedTrial(
            Candidate(number: 0, parameters: [:]), Evaluation(.complete(value: 1), artifacts: artifacts),
            started: .distantPast, finished: .distantPast)
        return TrialContent(finished, run: RunID(1))
    }

    @Test("two evaluations may differ in their logs, and in no other artifact")
    func compared() {
        let logs = Dictionary(uniqueKeysWithValues: TrialLog.allCases.map { ($0.rawValue, Data([1])) })
        #expect(content(logs).differences(to: content([:])).isEmpty)
        #expect(content(logs).contradictions(to: content(["stdout": Data([2])]), direction: .minimize).isEmpty)
        let names = content(["weights": Data([1]), "stderr": Data()]).differences(to: content(logs)).map(\.name)
        #expect(names == ["weights"])
    }

    @Test("of several values of one step, the last one counts")
    func steps() {
        var values = [IntermediateValue(step: 2, value: 1), IntermediateValue(step: 5, value: 1)]
        values.take([3, 2, 3].enumerated().map { IntermediateValue(step: $1, value: Double($0) + 10) })
        #expect(values.map(\.step) == [2, 3, 5] && values.map(\.value) == [11, 12, 1])
    }
}
