import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    /// The trial of this number; nil where there is none.
    public func trial(_ number: Int, of study: StudyID) throws -> Trial? {
        try read(study) { try Self.trial(number, of: study, in: $0) }
    }

    static func trial(_ number: Int, of study: StudyID, in database: Database) throws -> Trial? {
        try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM trials WHERE study_id = ? AND number = ?"),
            arguments: [study.rawValue, number]
        ).map(Trial.init) ?? claimed(number, of: study, in: database)
    }

    /// The trial of this number, where it is in a range of claimed trials.
    static func claimed(_ number: Int, of study: StudyID, in database: Database) throws -> Trial? {
        try ClaimedRange.all(with: number, of: study, in: database).first?.trials(database)
            .first { $0.number == number }
    }

    public func trace(ofTrial number: Int, of study: StudyID) throws -> Data? {
        try read(study) { database in
            try Self.trace(ofTrial: number, of: study, in: database)
        }
    }

    static func trace(ofTrial number: Int, of study: StudyID, in database: Database) throws -> Data? {
        try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM traces WHERE study_id = ? AND number = ?"),
            arguments: [study.rawValue, number]
        ).map { row in
            try RowChecksum.verify(row, of: "traces")
            return try row.decode(Data.self, forColumn: "trace")
        }
    }

    /// - Throws: ``DamagedRow`` where a trial's own row differs from its checksum.
    static func verify(_ number: Int, of study: StudyID, in database: Database) throws {
        let select = try database.cachedStatement(sql: "SELECT * FROM trials WHERE study_id = ? AND number = ?")
        guard let row = try Row.fetchOne(select, arguments: [study.rawValue, number]) else { return }
        try RowChecksum.verify(row, of: "trials")
    }

    public func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data? {
        try read(study) { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM artifacts WHERE study_id = ? AND number = ? AND name = ?",
                arguments: [study.rawValue, number, name]
            ).map { row in
                try RowChecksum.verify(row, of: "artifacts")
                return try row.decode(Data.self, forColumn: "data")
            }
        }
    }

    public func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String] {
        try read(study) { database in
            try String.fetchAll(
                database, sql: "SELECT name FROM artifacts WHERE study_id = ? AND number = ?",
                arguments: [study.rawValue, number]
            ).sorted()
        }
    }

    public func best(_ count: Int, of study: StudyID) throws -> [Trial] {
        try read { database in
            let direction = try Self.direction(of: study, in: database)
            // Only complete trials have a value. The condition lets SQLite use the index on values.
            return try Self.trials(
                database,
                sql: """
                    SELECT * FROM trials WHERE study_id = ? AND value IS NOT NULL
                    ORDER BY value \(direction == .maximize ? "DESC" : "ASC"), number LIMIT ?
                    """,
                arguments: [study.rawValue, count])
        }
    }

    /// The number of trials in each state.
    public func counts(of study: StudyID) throws -> TrialCounts {
        try read(study) { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT state, COUNT(*) AS count FROM trials WHERE study_id = ? GROUP BY state",
                arguments: [study.rawValue])
            var counts = TrialCounts(
                try rows.reduce(into: [:]) { counts, row in
                    counts[try Trial.state(row)] = try row.decode(Int.self, forColumn: "count")
                })
            for range in try ClaimedRange.all(of: study, in: database) {
                counts.byState[.claimed, default: 0] += try range.count(database)
            }
            return counts
        }
    }

    public func remaining(of study: StudyID, in shard: Shard, reopening: Reopening) throws -> Int {
        try read { database in
            let (_, budget) = try Self.nextNumber(of: study, in: database)
            let direction = try Self.direction(of: study, in: database)
            let ended = try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM trials WHERE study_id = ? AND number < ? AND number % ? = ?
                    AND state IN ('complete', 'pruned', 'failed')
                    """,
                arguments: [study.rawValue, budget, shard.count, shard.index])
            let reopened = try ReopenedTrials(reopening, of: study, direction: direction).parts.reduce(0) {
                $0 + (try $1.count(in: shard, below: budget, isFree: false, limit: budget, database))
            }
            return shard.size(below: budget) - (ended ?? 0) + reopened
        }
    }

    /// Every number that was given out has a row, or is in a range of claimed trials. So the trials without a result are the
    /// numbers beyond those, and a few rows.
    public func unfinished(of study: StudyID) throws -> Int {
        try read { database in
            let (next, budget) = try Self.nextNumber(of: study, in: database)
            let held = try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM trials INDEXED BY trials_by_state
                    WHERE study_id = ? AND state IN ('waiting', 'claimed') AND number < ?
                    """,
                arguments: [study.rawValue, budget])
            let claimed = try ClaimedRange.all(of: study, in: database)
                .reduce(0) { $0 + (try $1.count(below: budget, database)) }
            return max(0, budget - next) + (held ?? 0) + claimed
        }
    }

    public func firstUnfinished(of study: StudyID) throws -> Int {
        try read { database in
            let next = try Self.nextNumber(of: study, in: database).next
            let first = try ["waiting", "claimed"].compactMap { state in
                try Int.fetchOne(
                    database,
                    sql: "SELECT number FROM trials WHERE study_id = ? AND state = ? ORDER BY number LIMIT 1",
                    arguments: [study.rawValue, state])
            }.min()
            let claimed = try ClaimedRange.all(of: study, in: database).compactMap { try $0.firstOpen(database) }.min()
            return [first, claimed].compactMap(\.self).min() ?? next
        }
    }

    public func guaranteedBest(of study: StudyID) throws -> Int? {
        try read { database in
            let direction = try Self.direction(of: study, in: database)
            // A pruned trial without a bound could have been the best.
            let hasUnbounded = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM trials INDEXED BY trials_without_bound
                    WHERE study_id = ? AND state = 'pruned' AND bound IS NULL)
                    """,
                arguments: [study.rawValue])
            if hasUnbounded == true { return 0 }
            // Only pruned trials have bounds.
            let best = try Row.fetchOne(
                database,
                sql: """
                    SELECT bound FROM trials INDEXED BY trials_by_bound WHERE study_id = ? AND bound IS NOT NULL
                    ORDER BY bound \(direction == .minimize ? "ASC" : "DESC") LIMIT 1
                    """,
                arguments: [study.rawValue])
            guard let bound = try best.flatMap({ try StoredRow.number($0, "bound") }) else { return nil }
            let order = direction == .minimize ? "<" : ">"
            return try Int.fetchOne(
                database,
                sql: "SELECT COUNT(*) FROM trials WHERE study_id = ? AND value IS NOT NULL AND value \(order) ?",
                arguments: [study.rawValue, bound])
        }
    }

    /// The next new trial number, and the budget.
    static func nextNumber(of study: StudyID, in database: Database) throws -> (next: Int, budget: Int) {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT next_number, budget FROM studies WHERE id = ?", arguments: [study.rawValue])
        else { throw StudyError.noStudy(study) }
        return (try StoredRow.count(row, "next_number"), try StoredRow.count(row, "budget"))
    }

    public func changes(
        since revision: Int64, of study: StudyID, limit: Int
    ) throws -> (trials: [Trial], revision: Int64) {
        try read(study) { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM trials WHERE study_id = ? AND revision > ? ORDER BY revision LIMIT ?",
                arguments: [study.rawValue, revision, limit])
            let ranges = try ClaimedRange.all(of: study, in: database)
            guard !ranges.isEmpty else {
                return (try rows.map(Trial.init), try rows.last?.decode(forColumn: "revision") ?? revision)
            }
            let single = try rows.map {
                (trial: try Trial($0), revision: try $0.decode(Int64.self, forColumn: "revision"))
            }
            let claimed = try ranges.flatMap { range in
                try range.trials(database).map { (trial: $0, revision: range.revision(of: $0.number)) }
            }
            let changed = (single + claimed.filter { $0.revision > revision }).sorted { $0.revision < $1.revision }
                .prefix(max(limit, 0))
            return (changed.map(\.trial), changed.last?.revision ?? revision)
        }
    }

    public func revision(of study: StudyID) throws -> Int64 {
        try read { database in
            let select = try database.cachedStatement(sql: "SELECT revision FROM studies WHERE id = ?")
            guard let revision = try Int64.fetchOne(select, arguments: [study.rawValue]) else {
                throw StudyError.noStudy(study)
            }
            return revision
        }
    }

    /// The direction of a study.
    ///
    /// - Throws: `StudyError.noStudy` where the study was deleted, so that it is not taken for an empty one.
    static func direction(of study: StudyID, in database: Database) throws -> Direction {
        guard
            let text = try String.fetchOne(
                database, sql: "SELECT direction FROM studies WHERE id = ?", arguments: [study.rawValue])
        else { throw StudyError.noStudy(study) }
        return try StoredRow.direction(text)
    }

    private static func trials(_ database: Database, sql: String, arguments: StatementArguments) throws -> [Trial] {
        var trials: [Trial] = []
        let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
        while let row = try rows.next() { trials.append(try Trial(row)) }
        return trials
    }
}
