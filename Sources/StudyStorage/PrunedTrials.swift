import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func revive(boundedBy value: Double?, for run: RunID) throws -> Int {
        try write { database in
            let active = try activeRun(run, in: database)
            let (study, shard) = (active.study, active.shard)
            let order = try Self.direction(of: study, in: database) == .minimize ? "<=" : ">="
            let numbers = try Int.fetchAll(
                database,
                sql: """
                    SELECT number FROM trials WHERE study_id = ? AND state = 'pruned' \
                    AND (? IS NULL OR bound \(order) ?) AND number % ? = ? ORDER BY number
                    """,
                arguments: [study.rawValue, value, value, shard.count, shard.index])
            var revision = try Self.advanceRevision(of: study, by: numbers.count, in: database)
            let update = try database.cachedStatement(
                sql: """
                    UPDATE trials SET state = 'waiting', run_id = NULL, parameters = NULL, bound = NULL,
                    named_values = NULL, steps = NULL, started_at = NULL, finished_at = NULL, parent_study = NULL,
                    parent_number = NULL, revision = ?
                    WHERE study_id = ? AND number = ?
                    """)
            let forget = try ["traces", "artifacts", "checkpoints"].map {
                try database.cachedStatement(sql: "DELETE FROM \($0) WHERE study_id = ? AND number = ?")
            }
            for number in numbers {
                revision += 1
                try update.execute(arguments: [revision, study.rawValue, number])
                for table in forget { try table.execute(arguments: [study.rawValue, number]) }
            }
            return numbers.count
        }
    }

    public func guaranteedBest(of study: StudyID) throws -> Int? {
        try read { database in
            let (best, order) = try Self.direction(of: study, in: database) == .minimize ? ("MIN", "<") : ("MAX", ">")
            let bound = try Double.fetchOne(
                database, sql: "SELECT \(best)(bound) FROM trials WHERE study_id = ? AND bound IS NOT NULL",
                arguments: [study.rawValue])
            return try bound.flatMap {
                try Int.fetchOne(
                    database,
                    sql: "SELECT COUNT(*) FROM trials WHERE study_id = ? AND value IS NOT NULL AND value \(order) ?",
                    arguments: [study.rawValue, $0])
            }
        }
    }
}
