import Foundation
import GRDB
import HyperparameterSearch

extension TrialCheckpoint {
    init(_ row: Row) throws {
        try RowChecksum.verify(row, of: "checkpoints")
        self.init(
            number: try StoredRow.trialNumber(row), step: try row.decode(forColumn: "step"),
            data: try row.decode(forColumn: "data"))
    }

    /// Saves the checkpoint in place of an earlier one.
    ///
    /// - Parameter holder: the run that must hold the trial; nil for a trial that waits, or is pruned and can be
    ///   evaluated again.
    /// - Returns: false where the trial is held otherwise; nothing is saved then.
    func save(to study: StudyID, heldBy holder: RunID?, in database: Database) throws -> Bool {
        try database.execute(
            sql: """
                INSERT INTO checkpoints (study_id, number, step, data) SELECT study_id, number, ?, ? FROM trials
                WHERE study_id = ? AND number = ? AND holder_id IS ? AND (holder_id IS NOT NULL OR state IN ('waiting', 'pruned'))
                ON CONFLICT (study_id, number) DO UPDATE SET step = excluded.step, data = excluded.data
                """,
            arguments: [step, data, study.rawValue, number, holder?.rawValue])
        return database.changesCount == 1
    }
}
