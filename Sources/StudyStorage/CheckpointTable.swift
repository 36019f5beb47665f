import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws {
        try write { database in
            let study = try activeRun(run, in: database).study
            try database.execute(
                sql: """
                    INSERT INTO checkpoints (study_id, number, step, data) SELECT study_id, number, ?, ? FROM trials
                    WHERE study_id = ? AND number = ? AND state = 'claimed' AND run_id = ?
                    ON CONFLICT (study_id, number) DO UPDATE SET step = excluded.step, data = excluded.data
                    """,
                arguments: [
                    checkpoint.step, checkpoint.data, study.rawValue, checkpoint.number, run.rawValue,
                ])
            guard database.changesCount == 1 else { throw StudyError.notClaimed(checkpoint.number) }
        }
    }

    public func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint? {
        try read { database in
            _ = try Self.direction(of: study, in: database)
            return try Row.fetchOne(
                database, sql: "SELECT step, data FROM checkpoints WHERE study_id = ? AND number = ?",
                arguments: [study.rawValue, number]
            ).map { row in
                TrialCheckpoint(
                    number: number, step: try row.decode(forColumn: "step"), data: try row.decode(forColumn: "data"))
            }
        }
    }
}
