import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func claim(_ count: Int, for run: RunID) throws -> [Int] {
        try write { database in
            let active = try activeRun(run, in: database)
            let (study, shard) = (active.study, active.shard)
            try Self.abandonDeadRuns(of: study, except: run, in: database)
            let (next, budget) = try Self.nextNumber(of: study, in: database)
            let waiting = try Int.fetchAll(
                database,
                sql: """
                    SELECT number FROM trials WHERE study_id = ? AND state = 'waiting' AND number < ?
                    AND number % ? = ? ORDER BY number LIMIT ?
                    """,
                arguments: [study.rawValue, budget, shard.count, shard.index, max(count, 0)])
            // New numbers of other shares come on the way: they wait for whoever evaluates those.
            var (new, others): ([Int], [Int]) = ([], [])
            var end = next
            while waiting.count + new.count < count, end < budget {
                if shard.contains(end) { new.append(end) } else { others.append(end) }
                end += 1
            }
            var revision = try Self.advanceRevision(
                of: study, by: waiting.count + new.count + others.count, in: database)
            let take = try database.cachedStatement(
                sql: "UPDATE trials SET state = 'claimed', run_id = ?, revision = ? WHERE study_id = ? AND number = ?")
            for number in waiting {
                revision += 1
                try take.execute(arguments: [run.rawValue, revision, study.rawValue, number])
            }
            let make = try database.cachedStatement(
                sql: "INSERT INTO trials (state, run_id, revision, study_id, number) VALUES (?, ?, ?, ?, ?)")
            for (numbers, state, owner) in [(new, TrialState.claimed, run.rawValue), (others, .waiting, nil)] {
                for number in numbers {
                    revision += 1
                    try make.execute(arguments: [state.rawValue, owner, revision, study.rawValue, number])
                }
            }
            try database.execute(
                sql: "UPDATE studies SET next_number = ? WHERE id = ?", arguments: [end, study.rawValue])
            return waiting + new
        }
    }

    public func release(_ numbers: [Int], for run: RunID) throws {
        try write { database in
            let study = try activeRun(run, in: database).study
            try Self.release(numbers, heldBy: run, of: study, in: database)
        }
    }

    /// Makes trials wait that a run has claimed.
    static func release(_ numbers: [Int], heldBy run: RunID, of study: StudyID, in database: Database) throws {
        var revision = try advanceRevision(of: study, by: numbers.count, in: database)
        let release = try database.cachedStatement(
            sql: """
                UPDATE trials SET state = 'waiting', run_id = NULL, revision = ?
                WHERE study_id = ? AND number = ? AND state = 'claimed' AND run_id = ?
                """)
        for number in numbers {
            revision += 1
            try release.execute(arguments: [revision, study.rawValue, number, run.rawValue])
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
