import Foundation
import HyperparameterSearch
import SearchContracts
import StudyStorage
import TestSupport
import Testing

/// Studies with a trial in each state, which tests write and check.
enum SampleStudies {
    /// The present schema of the store.
    static let schema = 7

    /// The finished trials, with the data that a schema can store.
    static func finished(schema: Int = schema) -> [FinishedTrial] {
        [
            Sample.trial(
                0, .complete(value: 1.0 / 3), parameters: ["epsilon": 4.31e-05, "kind": "sigma-delta"],
                values: ["early": 0.1 + 0.2], steps: 10_000, trace: Data([0, 255, 7]),
                artifacts: schema < 2 ? [:] : ["weights": Data([3, 0, 255])],
                parent: schema < 2 ? nil : TrialReference(study: "paper-5000", number: 4333)),
            Sample.trial(1, .pruned(bound: 0.7), steps: 12),
            Sample.trial(2, .failed(reason: "größe 0")),
        ]
    }

    /// The checkpoint of the first waiting trial.
    static func checkpoint(schema: Int = schema) -> TrialCheckpoint? {
        schema < 2 ? nil : TrialCheckpoint(number: 3, step: 5000, data: Data([5, 0, 255]))
    }

    /// Two studies, `low` and `high`; `low` has trials 0 to 2 finished, 3 (with a checkpoint) and 4 waiting, and a
    /// budget of 9.
    ///
    /// - Returns: the run that made the trials.
    @discardableResult
    static func record(in store: SQLiteStore) throws -> RunID {
        let low = try store.openStudy(Sample.definition("low", budget: 9)).id
        _ = try store.openStudy(Sample.definition("high", direction: .maximize, budget: 1))
        let run = try store.beginRun(Sample.run, of: low)
        _ = try store.claim(5, for: run)
        try store.record(finished(), for: run)
        if let checkpoint = checkpoint() { try store.saveCheckpoint(checkpoint, for: run) }
        try store.endRun(run, as: .interrupted)
        return run
    }

    /// - Parameter schema: the schema that the file was written with.
    static func check(_ store: SQLiteStore, run: RunID, schema: Int = schema) throws {
        #expect(
            try store.studies().map(\.definition) == [
                Sample.definition("high", direction: .maximize, budget: 1), Sample.definition("low", budget: 9),
            ])
        let low = try #require(try store.study(named: "low")).id
        // Earlier schemas have no parameters before the result.
        let waiting = [3, 4].map { schema < 4 ? Trial(number: $0) : Trial(number: $0, claimedBy: nil) }
        #expect(
            try store.trials(of: low, matching: .all) == finished(schema: schema).map { Trial($0, run: run) } + waiting)
        #expect(try store.best(5, of: low).map(\.number) == [0])
        #expect(try store.trace(ofTrial: 0, of: low) == Data([0, 255, 7]))
        for trial in finished(schema: schema) {
            let (number, artifacts) = (trial.candidate.number, trial.evaluation.artifacts)
            #expect(try store.artifactNames(ofTrial: number, of: low) == artifacts.keys.sorted())
            for (name, data) in artifacts {
                #expect(try store.artifact(named: name, ofTrial: number, of: low) == data)
            }
        }
        #expect(try store.checkpoint(ofTrial: 3, of: low) == checkpoint(schema: schema))
        #expect(try store.checkpoint(ofTrial: 4, of: low) == nil)
        let record = try #require(try store.runs(of: low).first)
        // Frozen files are older than the jobs of runs.
        let description = record.description
        var wanted = Sample.run
        if description.worker.job == nil { wanted.worker.job = nil }
        #expect(record.id == run && description == wanted && record.ending == .interrupted)
    }
}
