import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
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
        // No run ends while it holds trials. But where another program changed the file, these trials must become free.
        for run in stale where run.record.ended != nil {
            try release(
                held(by: run.record.id, of: study, in: database), heldBy: run.record.id, of: study, in: database)
        }
        return stale
    }

    /// The dead runs that have not been ended, and the ended runs that still hold trials.
    static func staleRuns(of study: StudyID, in database: Database) throws -> [StaleRun] {
        let dead = try runsAtWork(on: study, in: database).filter(\.isDead).map(\.record)
        let inRanges = try database.tableExists("claims") ? "UNION SELECT run_id FROM claims" : ""
        let ended = try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM runs WHERE study_id = ? AND ended_at IS NOT NULL
                AND id IN (SELECT holder_id FROM trials WHERE holder_id IS NOT NULL \(inRanges)) ORDER BY id
                """,
            arguments: [study.rawValue]
        ).map(RunRecord.init)
        return try (dead + ended).map { record in
            StaleRun(record: record, claimed: try held(by: record.id, of: study, in: database).count)
        }
    }
}
