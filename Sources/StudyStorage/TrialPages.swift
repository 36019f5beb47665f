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
            case .finished: "finished_at IS NULL, finished_at DESC, number"
            }
        let names = states.map { $0.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ") }
        let conditions = (names.map { " AND state IN (\($0))" } ?? "") + range
        return "SELECT * FROM trials WHERE study_id = ?\(conditions) ORDER BY \(ordering) LIMIT ? OFFSET ?"
    }
}
