import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    /// Ends the runs of a study that died, as abandoned, and makes the trials wait that are claimed by runs that ended,
    /// as another run would. A run that lives after all goes on.
    ///
    /// - Returns: what was ended or gave trials back.
    /// - Throws: ``StorageError``; ``StudyError/noStudy(_:)`` where the study was deleted.
    @discardableResult
    public func releaseStaleClaims(of study: StudyID) throws -> [StaleRun] {
        try write { database in
            _ = try Self.direction(of: study, in: database)
            return try Self.releaseStaleClaims(of: study, in: database)
        }
    }

    @discardableResult
    static func releaseStaleClaims(of study: StudyID, in database: Database) throws -> [StaleRun] {
        let stale = try staleRuns(of: study, in: database)
        try abandonDeadRuns(of: study, in: database)
        // No run ends so; but a file that something else changed must not be waited for.
        for run in stale where run.record.ended != nil {
            let numbers = try Int.fetchAll(
                database, sql: "SELECT number FROM trials WHERE study_id = ? AND run_id = ? AND state = 'claimed'",
                arguments: [study.rawValue, run.record.id.rawValue])
            try release(numbers, heldBy: run.record.id, of: study, in: database)
        }
        return stale
    }

    /// The runs at work that died, and those that ended and hold trials all the same.
    static func staleRuns(of study: StudyID, in database: Database) throws -> [StaleRun] {
        let dead = try runsAtWork(on: study, in: database).filter(\.isDead).map(\.record)
        let ended = try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM runs WHERE study_id = ? AND ended_at IS NOT NULL
                AND id IN (SELECT run_id FROM trials WHERE state = 'claimed') ORDER BY id
                """,
            arguments: [study.rawValue]
        ).map(run)
        return try (dead + ended).map { record in
            let claimed = try Int.fetchOne(
                database, sql: "SELECT COUNT(*) FROM trials WHERE study_id = ? AND run_id = ? AND state = 'claimed'",
                arguments: [study.rawValue, record.id.rawValue])
            return StaleRun(record: record, claimed: claimed ?? 0)
        }
    }
}
