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
            let passes = TrialPasses {
                try Self.runs(of: study, in: database)
            } pass: { visit in
                let rows = try Row.fetchCursor(
                    database, sql: query.sql(direction: direction),
                    arguments: [study.rawValue, query.limit ?? -1, query.offset])
                while let row = try rows.next() { try visit(Trial(row)) }
            }
            return try body(passes)
        }
    }
}

extension TrialQuery {
    /// The statement with the arguments study, limit and offset.
    fileprivate func sql(direction: Direction) -> String {
        let sense = direction == .minimize ? "ASC" : "DESC"
        // Only complete trials have a value. In this form SQLite uses the index on values.
        if order == .value, states == [.complete], numbers == nil {
            return """
                SELECT * FROM trials WHERE study_id = ? AND value IS NOT NULL ORDER BY value \(sense), number
                LIMIT ? OFFSET ?
                """
        }
        let ordering =
            switch order {
            case .number: "number"
            case .value: "value IS NULL, value \(sense), number"
            case .finished: "finished_at IS NULL, finished_at DESC, number"
            }
        let names = states.map { $0.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ") }
        let conditions =
            (names.map { " AND state IN (\($0))" } ?? "")
            + (numbers.map { " AND number >= \($0.lowerBound) AND number < \($0.upperBound)" } ?? "")
        return "SELECT * FROM trials WHERE study_id = ?\(conditions) ORDER BY \(ordering) LIMIT ? OFFSET ?"
    }
}
