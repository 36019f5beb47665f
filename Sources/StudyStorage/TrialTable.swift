import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func claim(_ count: Int, for run: RunID) throws -> [Int] {
        try write { database in
            let study = try Self.study(ofActive: run, in: database)
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT next_number, budget FROM studies WHERE id = ?", arguments: [study.rawValue])
            else { throw StudyError.noStudy(study) }
            let next = try StoredRow.count(row, "next_number")
            let budget = try StoredRow.count(row, "budget")
            let waiting = try Int.fetchAll(
                database,
                sql: """
                    SELECT number FROM trials WHERE study_id = ? AND state = 'waiting' AND number < ?
                    ORDER BY number LIMIT ?
                    """,
                arguments: [study.rawValue, budget, max(count, 0)])
            let end = min(next + count - waiting.count, budget)
            let new = next..<max(next, end)
            var revision = try Self.advanceRevision(of: study, by: waiting.count + new.count, in: database)
            let take = try database.cachedStatement(
                sql: "UPDATE trials SET state = 'claimed', run_id = ?, revision = ? WHERE study_id = ? AND number = ?")
            for number in waiting {
                revision += 1
                try take.execute(arguments: [run.rawValue, revision, study.rawValue, number])
            }
            let make = try database.cachedStatement(
                sql: "INSERT INTO trials (state, run_id, revision, study_id, number) VALUES ('claimed', ?, ?, ?, ?)")
            for number in new {
                revision += 1
                try make.execute(arguments: [run.rawValue, revision, study.rawValue, number])
            }
            try database.execute(
                sql: "UPDATE studies SET next_number = ? WHERE id = ?", arguments: [new.upperBound, study.rawValue])
            return waiting + new
        }
    }

    public func record(_ trials: [FinishedTrial], for run: RunID) throws {
        try write { database in
            let study = try Self.study(ofActive: run, in: database)
            var revision = try Self.advanceRevision(of: study, by: trials.count, in: database)
            let update = try database.cachedStatement(
                sql: """
                    UPDATE trials SET state = ?, parameters = ?, value = ?, bound = ?, reason = ?, named_values = ?,
                    steps = ?, started_at = ?, finished_at = ?, parent_study = ?, parent_number = ?, revision = ?
                    WHERE study_id = ? AND number = ? AND state = 'claimed' AND run_id = ?
                    """)
            let insertTrace = try database.cachedStatement(
                sql: "INSERT INTO traces (study_id, number, trace) VALUES (?, ?, ?)")
            let insertArtifact = try database.cachedStatement(
                sql: "INSERT INTO artifacts (study_id, number, name, data) VALUES (?, ?, ?, ?)")
            let forgetCheckpoint = try database.cachedStatement(
                sql: "DELETE FROM checkpoints WHERE study_id = ? AND number = ?")
            for finished in trials {
                revision += 1
                let trial = Trial(finished, run: run)
                try update.execute(arguments: [
                    trial.state.rawValue, try StoredJSON.text(trial.parameters), trial.value, trial.bound, trial.reason,
                    try StoredJSON.text(trial.values), trial.steps, trial.started?.timeIntervalSince1970,
                    trial.finished?.timeIntervalSince1970, trial.parent?.study, trial.parent?.number, revision,
                    study.rawValue, trial.number, run.rawValue,
                ])
                guard database.changesCount == 1 else { throw StudyError.notClaimed(trial.number) }
                if let trace = finished.evaluation.trace {
                    try insertTrace.execute(arguments: [study.rawValue, trial.number, trace])
                }
                for (name, data) in finished.evaluation.artifacts {
                    try insertArtifact.execute(arguments: [study.rawValue, trial.number, name, data])
                }
                try forgetCheckpoint.execute(arguments: [study.rawValue, trial.number])
            }
        }
    }

    /// Makes room for `count` revisions of a study.
    ///
    /// - Returns: the revision before the first of them.
    static func advanceRevision(of study: StudyID, by count: Int, in database: Database) throws -> Int64 {
        let last =
            try Int64.fetchOne(
                database, sql: "UPDATE studies SET revision = revision + ? WHERE id = ? RETURNING revision",
                arguments: [count, study.rawValue])
        guard let last else { throw StudyError.noStudy(study) }
        guard last >= count else { throw StoredRow.error("revision \(last)") }
        return last - Int64(count)
    }
}
