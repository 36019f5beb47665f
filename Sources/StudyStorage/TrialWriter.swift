import Foundation
import GRDB
import HyperparameterSearch

/// Writes the results of trials, in one transaction, to rows that had none.
struct TrialWriter {
    let database: Database
    private let study: StudyID
    private let update: Statement
    private let trace: Statement
    private let artifact: Statement
    private let checkpoint: Statement

    init(_ database: Database, study: StudyID) throws {
        self.database = database
        self.study = study
        update = try database.cachedStatement(
            sql: """
                UPDATE trials SET state = ?, run_id = ?, parameters = ?, value = ?, bound = ?, reason = ?,
                named_values = ?, steps = ?, started_at = ?, finished_at = ?, parent_study = ?, parent_number = ?,
                revision = ?
                WHERE study_id = ? AND number = ? AND state IN ('claimed', 'waiting') AND (? IS NULL OR run_id = ?)
                """)
        trace = try database.cachedStatement(sql: "INSERT INTO traces (study_id, number, trace) VALUES (?, ?, ?)")
        artifact = try database.cachedStatement(
            sql: "INSERT INTO artifacts (study_id, number, name, data) VALUES (?, ?, ?, ?)")
        checkpoint = try database.cachedStatement(sql: "DELETE FROM checkpoints WHERE study_id = ? AND number = ?")
    }

    /// - Parameter owner: the run that must hold the trial; nil where anybody may, or nobody.
    /// - Returns: false, and nothing is written, where there is no such trial without a result.
    func write(_ content: TrialContent, revision: Int64, claimedBy owner: RunID?) throws -> Bool {
        let trial = content.trial
        try update.execute(arguments: [
            trial.state.rawValue, trial.run?.rawValue, try StoredJSON.text(trial.parameters), trial.value, trial.bound,
            trial.reason, try StoredJSON.text(trial.values), trial.steps, trial.started?.timeIntervalSince1970,
            trial.finished?.timeIntervalSince1970, trial.parent?.study, trial.parent?.number, revision, study.rawValue,
            trial.number, owner?.rawValue, owner?.rawValue,
        ])
        guard database.changesCount == 1 else { return false }
        if let data = content.trace { try trace.execute(arguments: [study.rawValue, trial.number, data]) }
        for (name, data) in content.artifacts {
            try artifact.execute(arguments: [study.rawValue, trial.number, name, data])
        }
        try checkpoint.execute(arguments: [study.rawValue, trial.number])
        return true
    }
}
