import Foundation
import HyperparameterSearch

extension PostgreSQLStore {
    /// The trial of this number; nil where there is none.
    public func trial(_ number: Int, of study: StudyID) throws -> Trial? {
        try read(study) { connection, _ in try trial(number, of: study, connection) }
    }

    func trial(_ number: Int, of study: StudyID, _ connection: Connection) throws -> Trial? {
        try connection.run(
            "SELECT \(Trial.columns) FROM trials WHERE study_id = $1 AND number = $2",
            [study.parameter, .integer(number)]
        ).first.map(Trial.init(stored:))
    }

    public func best(_ count: Int, of study: StudyID) throws -> [Trial] {
        try trials(of: study, matching: TrialQuery(states: [.complete], order: .value, limit: max(count, 0)))
    }

    /// The number of trials in each state.
    public func counts(of study: StudyID) throws -> TrialCounts {
        try read(study) { connection, _ in
            let rows = try connection.run(
                "SELECT state, count(*) FROM trials WHERE study_id = $1 GROUP BY state", [study.parameter])
            var counts = TrialCounts()
            for index in 0..<rows.count {
                var row = rows[index]
                let text = try row.text()
                guard let state = TrialState(rawValue: text) else { throw StoredValueError("trial state '\(text)'") }
                counts.byState[state] = try row.integer()
            }
            return counts
        }
    }

    /// Every number that was given out has a row. So only the rows without a result need to be counted, of which there are
    /// few, and the pruned ones that are evaluated again.
    public func remaining(of study: StudyID, in shard: Shard, reopening: Reopening) throws -> Int {
        try read(study) { connection, direction in
            let (next, budget) = try numbers(of: study, connection)
            let open = try count(
                of: study, "run_id IS NULL", in: shard, below: budget, limit: budget, connection)
            let reopened = try countReopened(reopening, of: study, direction, in: shard, below: budget, connection)
            return shard.size(below: budget) - shard.size(below: min(next, budget)) + open + reopened
        }
    }

    public func unfinished(of study: StudyID) throws -> Int { try remaining(of: study, in: .whole, reopening: .none) }

    /// How many trials of a shard below `end` meet a condition.
    ///
    /// - Parameters:
    ///   - condition: has no parameters but those from `$6`.
    ///   - limit: more are not counted.
    private func count(
        of study: StudyID, _ condition: String, in shard: Shard, below end: Int, limit: Int, _ connection: Connection,
        _ parameters: [Parameter] = []
    ) throws -> Int {
        var row = try connection.run(
            """
            SELECT count(*) FROM (SELECT 1 FROM trials WHERE study_id = $1 AND number < $2 AND number % $3 = $4
            AND \(condition) LIMIT $5) AS counted
            """,
            [study.parameter, .integer(end), .integer(shard.count), .integer(shard.index), .integer(limit)] + parameters
        ).first
        return try row?.integer() ?? 0
    }

    /// How many pruned trials are evaluated again.
    ///
    /// - Parameter limit: more are not counted, nor those that a run holds; nil for all.
    private func countReopened(
        _ reopening: Reopening, of study: StudyID, _ direction: Direction, in shard: Shard, below end: Int,
        limit: Int? = nil, _ connection: Connection
    ) throws -> Int {
        let pruned = "state = 'pruned'" + (limit == nil ? "" : " AND holder_id IS NULL")
        switch reopening {
        case .none: return 0
        case .all:
            return try count(of: study, pruned, in: shard, below: end, limit: limit ?? end, connection)
        case .notWorse(let value):
            return try count(
                of: study, "\(pruned) AND (bound IS NULL OR bound \(direction.notWorse) $6)", in: shard, below: end,
                limit: limit ?? end, connection, [.real(value)])
        }
    }

    @discardableResult
    public func renew(_ run: RunID, reopening: Reopening) throws -> StudyActivity {
        try write { connection in
            let active = try activeRun(run, connection)
            let (study, shard) = (active.study, active.shard)
            let direction = try direction(of: study, connection)
            let (next, budget) = try numbers(of: study, connection)
            let most = StudyActivity.mostCounted
            let claimed = try count(
                of: study, "holder_id IS NOT NULL AND holder_id <> $6", in: shard, below: budget, limit: budget,
                connection, [run.parameter])
            let waiting =
                try count(
                    of: study, "run_id IS NULL AND holder_id IS NULL", in: shard, below: budget, limit: most, connection
                )
                + countReopened(
                    reopening, of: study, direction, in: shard, below: budget, limit: most, connection)
            let new = shard.size(below: budget) - shard.size(below: min(next, budget))
            return StudyActivity(
                otherRuns: try livingRuns(of: study, except: run, connection), claimedByOthers: claimed,
                unclaimed: min(waiting + new, most), lapses: active.lapses)
        }
    }

    public func firstUnfinished(of study: StudyID) throws -> Int {
        try read { connection in
            var row = try connection.run(
                """
                SELECT coalesce((SELECT number FROM trials WHERE study_id = $1 AND run_id IS NULL ORDER BY number LIMIT 1),
                next_number) FROM studies WHERE id = $1
                """, [study.parameter]
            ).first
            guard let number = try row?.integer() else { throw StudyError.noStudy(study) }
            return number
        }
    }

    public func guaranteedBest(of study: StudyID) throws -> Int? {
        try read(study) { connection, direction in
            // A pruned trial without a bound could have been the best. Nulls are the last in the index.
            let ends = try ["DESC NULLS FIRST", direction == .minimize ? "ASC" : "DESC NULLS LAST"].map { order in
                try connection.run(
                    """
                    SELECT bound FROM trials WHERE study_id = $1 AND state = 'pruned' ORDER BY bound \(order) LIMIT 1
                    """, [study.parameter]
                ).map { try $0.optionalReal() }
            }
            guard let first = ends[0].first, let best = ends[1].first else { return nil }
            guard first != nil, let bound = best else { return 0 }
            var row = try connection.run(
                """
                SELECT count(*) FROM trials WHERE study_id = $1 AND value IS NOT NULL
                AND value \(direction == .minimize ? "<" : ">") $2
                """, [study.parameter, .real(bound)]
            ).first
            return try row?.integer() ?? 0
        }
    }

    /// The next new trial number, and the budget.
    func numbers(of study: StudyID, _ connection: Connection) throws -> (next: Int, budget: Int) {
        var row = try connection.run("SELECT next_number, budget FROM studies WHERE id = $1", [study.parameter]).first
        guard let next = try row?.integer(), let budget = try row?.integer() else { throw StudyError.noStudy(study) }
        return (next, budget)
    }

    /// The revisions of transactions that are still at work are not given out yet. The reader waits for these, and so sees
    /// every change once.
    public func changes(
        since revision: Int64, of study: StudyID, limit: Int
    ) throws -> (trials: [Trial], revision: Int64) {
        try readChanges(of: study) { connection in
            let rows = try connection.run(
                """
                SELECT revision, \(Trial.columns) FROM trials WHERE study_id = $1 AND revision > $2
                ORDER BY revision LIMIT $3
                """, [study.parameter, .integer(Int(revision)), .integer(max(limit, 0))])
            var last = revision
            let trials = try rows.map { row in
                last = Int64(try row.integer())
                return try Trial(&row)
            }
            return (trials, last)
        }
    }

    public func revision(of study: StudyID) throws -> Int64 {
        try readChanges(of: study) { connection in
            var row = try connection.run(
                "SELECT coalesce(max(revision), 0) FROM trials WHERE study_id = $1", [study.parameter]
            ).first
            return Int64(try row?.integer() ?? 0)
        }
    }

    /// Reads when every revision that was taken is either stored or given up.
    private func readChanges<Result>(of study: StudyID, _ body: (Connection) throws -> Result) throws -> Result {
        try read(study) { connection, _ in
            let lock = { (call: String) in
                try connection.run("SELECT \(call)(\(AdvisoryLock.revisions), $1::int)", [study.parameter])
            }
            _ = try lock("pg_advisory_lock")
            defer { _ = try? lock("pg_advisory_unlock") }
            return try body(connection)
        }
    }
}
