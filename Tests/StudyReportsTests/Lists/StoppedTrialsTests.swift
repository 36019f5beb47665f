import AnnealingStudies
import Foundation
import HyperparameterSearch
import SearchContracts
import StudyFiles
import Testing

@testable import StudyReports

@Suite("Trials that a scheduler stopped")
struct StoppedTrialsTests {
    private static let file = """
        name: small
        objective:
          convergence: {layers: [6, 5, 3], weights: {seed: 1}, input: {seed: 2}, steps: 2000, minimize: meanError}
        sampler: {random: {seed: 3}}
        scheduler: {successiveHalving: {cohort: 3, first: 1200}}
        trials: 3
        space: {epsilon: {initial: {from: 0.1, to: 1}, exponent: 0.5}, lambda: 1, quantizer: sigma-delta}

        """

    private func study() throws -> StoredStudy {
        let store = InMemoryStore()
        let declared = try StudyFile.read(Self.file, file: "a", kinds: .annealing)
        let record = try store.openStudy(declared.definition())
        let run = try store.beginRun(Sample.run, of: record.id)
        let sampler = try #require(try declared.sampler() as? any IndependentSampler)
        _ = try store.claim(ClaimRequest(3), for: run) { numbers in
            try numbers.map { Candidate(number: $0, parameters: try sampler.parameters(ofTrial: $0)) }
        }
        try store.record(
            [
                Sample.trial(0, .pruned(Pruning(lastValue: 0.0625)), steps: 1200),
                Sample.trial(1, .complete(value: 0.015625), steps: 2000),
                Sample.trial(2, .pruned(bound: 0.5), steps: 30),
            ], for: run)
        return StoredStudy(record, in: store, kinds: .annealing)
    }

    @Test("have their last value, its step and the reason in the lists")
    func lists() throws {
        let study = try study()
        let list = TrialList(try study.trials(), of: study)
        #expect(try list.table.rows.map { $0[2] }.first == "0.0625 at step 1,200")
        #expect(try list.table.rows.map { $0[2] }.last == ">0.5")
        let csv = try list.csv
        #expect(csv.columns.prefix(6).map(\.title) == ["number", "state", "value", "bound", "lastValue", "steps"])
        #expect(
            csv.rows.map { Array($0[1...6]) } == [
                ["pruned", "", "", "0.0625", "1200", "stopped by the scheduler"],
                ["complete", "0.015625", "", "", "2000", ""], ["pruned", "", "0.5", "", "30", ""],
            ])
        let json = try JSONEncoder().encode(list.objects[0])
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(object["lastValue"] as? Double == 0.0625)
        #expect(object["reason"] as? String == "stopped by the scheduler")
    }

    @Test("have the same among the facts of the trial")
    func facts() throws {
        let study = try study()
        let facts = try TrialFacts(of: study.trial(0), in: study).lines
        let text = { (label: String) in facts.first { $0.label == label }?.text }
        #expect(text("stopped") == "by the scheduler, successiveHalving cohort 3 eta 3 first 1200, at step 1,200")
        #expect(text("last value") == "0.0625  (meanError at step 1,200)")
        #expect(text("at best") == nil)
        let bounded = try TrialFacts(of: study.trial(2), in: study).lines.map(\.label)
        #expect(bounded.contains("at best") && !bounded.contains("stopped"))
    }

    @Test("stand in figures at their last value; parts that need every value say what stopped them")
    func figures() throws {
        let study = try study()
        let trials = SearchTrials(try SearchedStudy(study))
        #expect(trials.pruned.map(trials.height) == [0.0625, 0.5])
        #expect(trials.pruningKey.map(\.label.plain) == ["stopped, at its last value"])
        let history = try HistoryPart(trials).table
        #expect(history.rows[0] == ["0", "pruned", "", "", "0.0625", ""])
        let absence = try #require(throws: SearchPartAbsence.self) { try trials.requireValues(2, for: .importance) }
        #expect(absence.reason == .stopped(2, of: 3))
        #expect(
            absence.description
                == "The importance of parameters needs every trial's value, and the scheduler stopped 2 of 3 trials "
                + "before they had one; run the study without its scheduler, under another name")
    }

    @Test("have their last value in the page's table, which says so")
    func page() throws {
        var table = TrialTable(measure: "meanError")
        let study = try study()
        for trial in try study.trials() {
            table.append(trial, state: trial.state, parameters: trial.parameters, parent: nil)
        }
        let column = try #require(table.columns.first { $0.name == "last value" })
        #expect(column.isShown && column.numbers[0] == 0.0625 && column.numbers[2].isNaN)
        #expect(table.stoppedCount == 1)
    }
}
