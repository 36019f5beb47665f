import Foundation
import GRDB
import HyperparameterSearch

/// Inserts trials that have no row yet, with everything that belongs to them.
struct ResultInserter {
    private var trial: SealedInsert
    private var trace: SealedInsert
    private let belongings: TrialWriter

    init(_ database: Database, study: StudyID) throws {
        trial = try SealedInsert(into: "trials", SealedInsert.trialColumns, database)
        trace = try SealedInsert(into: "traces", ["study_id", "number", "trace"], database)
        belongings = try TrialWriter(database, study: study)
    }

    /// - Parameter holder: the run that works on the trial.
    mutating func insert(_ record: TrialRecord, heldBy holder: Int64? = nil, revision: Int64) throws {
        trial.bind(record.study.rawValue)
        trial.bind(record.number)
        trial.bind(record.state)
        trial.bind(record.parameters)
        trial.bind(record.parentStudy)
        trial.bind(record.parentNumber)
        trial.bind(record.attempt)
        trial.bind(holder)
        trial.bind(record.run)
        trial.bind(record.value)
        trial.bind(record.bound)
        trial.bind(record.lastValue)
        trial.bind(record.reason)
        trial.bind(record.namedValues)
        trial.bind(record.steps)
        trial.bind(record.startedAt)
        trial.bind(record.finishedAt)
        trial.bind(record.run.map { _ in Int64(record.computedChecksum) })
        trial.bind(revision)
        try trial.insert()
        var others = record
        if let data = others.trace {
            trace.bind(record.study.rawValue)
            trace.bind(record.number)
            trace.bind(data)
            try trace.insert()
            others.trace = nil
        }
        try belongings.writeBelongings(others)
    }
}
