import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial] {
        var trials: [Trial] = []
        try withTrials(of: study, matching: query) { try $0.visit { trials.append($0) } }
        return trials
    }

    /// Reads in one transaction. Others may write meanwhile; the file's log grows until the reading ends.
    public func withTrials<Result>(
        of study: StudyID, matching query: TrialQuery, _ body: (TrialPasses) throws -> Result
    ) throws -> Result {
        try read { database in
            let direction = try Self.direction(of: study, in: database)
            let claimed = try Self.claimed(of: study, matching: query, in: database)
            let scan = { (visit: TrialPasses.TextVisit) in
                var scan = try TrialScan(
                    database, of: study, sql: query.sql(direction: direction),
                    [study.rawValue, query.limit ?? -1, query.offset])
                try scan.visit(visit)
            }
            let passes = TrialPasses(
                runs: { try Self.runs(of: study, in: database) },
                trial: { try Self.trial($0, of: study, in: database) }, texts: claimed.isEmpty ? scan : nil
            ) { visit in
                // Where a run has claimed trials at once, they are merged with the others, and the page is cut here.
                let rows = try Row.fetchCursor(
                    database, sql: query.sql(direction: direction),
                    arguments: claimed.isEmpty
                        ? [study.rawValue, query.limit ?? -1, query.offset]
                        : [study.rawValue, query.end ?? -1, 0])
                guard !claimed.isEmpty else {
                    while let row = try rows.next() { try visit(Trial(row)) }
                    return
                }
                var page = PageOfTrials(query)
                var rest = claimed[...]
                while !page.isFull, let row = try rows.next() {
                    let trial = try Trial(row)
                    while let next = rest.first, query.precedes(next, trial, direction: direction) {
                        try page.visit(next, visit)
                        rest.removeFirst()
                    }
                    try page.visit(trial, visit)
                }
                for trial in rest { try page.visit(trial, visit) }
            }
            return try body(passes)
        }
    }
}

extension SQLiteStore {
    /// The trials in ranges of claimed trials that match a query, in the query's order. All of them are without a value and
    /// a time of their end, so that every order has them by number.
    private static func claimed(
        of study: StudyID, matching query: TrialQuery, in database: Database
    ) throws -> [Trial] {
        guard query.states?.contains(.claimed) != false else { return [] }
        return try ClaimedRange.all(of: study, in: database).flatMap { try $0.trials(database) }
            .filter { query.numbers?.contains($0.number) != false }
    }
}

/// Lets the trials of a page through.
private struct PageOfTrials {
    private var skipped: Int
    private var left: Int

    init(_ query: TrialQuery) { (skipped, left) = (query.offset, query.limit ?? .max) }

    var isFull: Bool { left <= 0 }

    mutating func visit(_ trial: Trial, _ body: (Trial) throws -> Void) rethrows {
        if skipped > 0 {
            skipped -= 1
        } else if left > 0 {
            left -= 1
            try body(trial)
        }
    }
}

extension TrialQuery {
    /// The position of the page's end among all trials that match; nil where the page has no end.
    fileprivate var end: Int? {
        guard let (end, isTooLarge) = limit?.addingReportingOverflow(offset), !isTooLarge else { return nil }
        return end
    }

    /// The statement with the arguments study, limit and offset.
    fileprivate func sql(direction: Direction) -> String {
        let sense = direction == .minimize ? "ASC" : "DESC"
        let range = numbers.map { " AND number >= \($0.lowerBound) AND number < \($0.upperBound)" } ?? ""
        // Only complete trials have a value. The index on values gives them in order, however many there are.
        if order == .value, states == [.complete] {
            return """
                SELECT * FROM trials INDEXED BY trials_by_value WHERE study_id = ? AND value IS NOT NULL\(range)
                ORDER BY value \(sense), number LIMIT ? OFFSET ?
                """
        }
        let ordering =
            switch order {
            case .number: "number"
            case .value: "value IS NULL, value \(sense), number"
            // SQLite has NULL before every number.
            case .finished: "finished_at DESC, number"
            }
        let names = states.map { $0.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ") }
        let conditions = (names.map { " AND state IN (\($0))" } ?? "") + range
        // The index on numbers tells which rows are left out, without reading them. By the time of their end, the trials are
        // sorted without what else a row has; only the page's rows are read whole.
        if order == .number && states == nil && offset > 0 || order == .finished && limit != nil {
            return """
                SELECT * FROM trials WHERE study_id = ?1 AND number IN (
                SELECT number FROM trials WHERE study_id = ?1\(conditions) ORDER BY \(ordering) LIMIT ?2 OFFSET ?3)
                ORDER BY \(ordering)
                """
        }
        return "SELECT * FROM trials WHERE study_id = ?\(conditions) ORDER BY \(ordering) LIMIT ? OFFSET ?"
    }
}
