import Foundation
import GRDB
import HyperparameterSearch

/// Writes the results of trials, in one transaction.
struct TrialWriter {
    private let database: Database
    private let study: StudyID
    private let update: Statement
    private let trace: Statement
    private let artifact: Statement
    private let attribute: Statement
    private let intermediateValue: Statement
    /// By table.
    private let forget: [String: Statement]

    init(_ database: Database, study: StudyID) throws {
        self.database = database
        self.study = study
        update = try database.cachedStatement(
            sql: """
                UPDATE trials SET state = ?, holder_id = NULL, run_id = ?, parameters = ?, value = ?, bound = ?,
                last_value = ?, reason = ?, named_values = ?, steps = ?, started_at = ?, finished_at = ?,
                parent_study = ?, parent_number = ?, attempt = ?, checksum = ?, revision = ?
                WHERE study_id = ? AND number = ?
                """)
        trace = try database.cachedStatement(sql: "INSERT INTO traces (study_id, number, trace) VALUES (?, ?, ?)")
        artifact = try database.cachedStatement(
            sql: "INSERT INTO artifacts (study_id, number, name, data) VALUES (?, ?, ?, ?)")
        attribute = try database.cachedStatement(
            sql: "INSERT INTO trial_attributes (study_id, number, name, value) VALUES (?, ?, ?, ?)")
        intermediateValue = try database.cachedStatement(
            sql: "INSERT INTO intermediate_values (study_id, number, step, value) VALUES (?, ?, ?, ?)")
        let tables = ["traces", "artifacts", "checkpoints", "intermediate_values", "trial_attributes"]
        forget = try Dictionary(
            uniqueKeysWithValues: tables.map {
                ($0, try database.cachedStatement(sql: "DELETE FROM \($0) WHERE study_id = ? AND number = ?"))
            })
    }

    /// Writes a result in place of everything that is stored of the trial. No run holds the trial afterwards.
    ///
    /// - Parameter stored: what is stored of the trial, where it is known.
    func write(_ content: TrialContent, over stored: TrialContent? = nil, revision: Int64) throws {
        let record = try TrialRecord(content, of: study)
        let (study, number) = (study.rawValue, record.number)
        try update.execute(arguments: [
            record.state, record.run, record.parameters, record.value, record.bound, record.lastValue, record.reason,
            record.namedValues, record.steps, record.startedAt, record.finishedAt, record.parentStudy,
            record.parentNumber, record.attempt, Int64(record.computedChecksum), revision, study, number,
        ])
        for (table, delete) in forget where stored?.hasRows(in: table) != false {
            try delete.execute(arguments: [study, number])
        }
        try writeBelongings(record)
    }

    /// Writes the rows of other tables that belong to a trial which has none of them.
    func writeBelongings(_ record: TrialRecord) throws {
        let (study, number) = (study.rawValue, record.number)
        if let data = record.trace { try trace.execute(arguments: [study, number, data]) }
        for (name, data) in record.artifacts { try artifact.execute(arguments: [study, number, name, data]) }
        for (name, value) in record.attributes { try attribute.execute(arguments: [study, number, name, value]) }
        for value in record.intermediateValues {
            try intermediateValue.execute(arguments: [study, number, value.step, value.value])
        }
    }
}

extension TrialContent {
    /// Whether a table may have rows of the trial. Checkpoints are no part of the content.
    fileprivate func hasRows(in table: String) -> Bool {
        switch table {
        case "traces": trace != nil
        case "artifacts": !artifacts.isEmpty
        case "intermediate_values": !intermediateValues.isEmpty
        case "trial_attributes": !attributes.isEmpty
        default: true
        }
    }
}
