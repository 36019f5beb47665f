import Foundation
import HyperparameterSearch
import StudyStorage
import TestSupport
import Testing

/// Studies with a trial in each state, to be found again in a file.
enum SampleStudies {
    static let finished: [FinishedTrial] = [
        Sample.trial(
            0, .complete(value: 1.0 / 3), parameters: ["epsilon": 4.31e-05, "kind": "sigma-delta"],
            values: ["early": 0.1 + 0.2], steps: 10_000, trace: Data([0, 255, 7])),
        Sample.trial(1, .pruned(bound: 0.7), steps: 12),
        Sample.trial(2, .failed(reason: "größe 0")),
    ]

    /// Two studies, `low` and `high`; `low` has trials 0 to 2 finished, 3 and 4 waiting, and a budget of 9.
    ///
    /// - Returns: the run that made the trials.
    @discardableResult
    static func record(in store: SQLiteStore) throws -> RunID {
        let low = try store.openStudy(Sample.definition("low", budget: 9)).id
        _ = try store.openStudy(Sample.definition("high", direction: .maximize, budget: 1))
        let run = try store.beginRun(Sample.run, of: low)
        _ = try store.claim(5, for: run)
        try store.record(finished, for: run)
        try store.endRun(run, as: .interrupted)
        return run
    }

    static func check(_ store: SQLiteStore, run: RunID) throws {
        #expect(
            try store.studies().map(\.definition) == [
                Sample.definition("high", direction: .maximize, budget: 1), Sample.definition("low", budget: 9),
            ])
        let low = try #require(try store.study(named: "low")).id
        let waiting = [3, 4].map { Trial(number: $0, claimedBy: nil) }
        #expect(try store.trials(of: low, matching: .all) == finished.map { Trial($0, run: run) } + waiting)
        #expect(try store.best(5, of: low).map(\.number) == [0])
        #expect(try store.trace(ofTrial: 0, of: low) == Data([0, 255, 7]))
        let record = try #require(try store.runs(of: low).first)
        #expect(record.id == run && record.description == Sample.run && record.ending == .interrupted)
    }
}
