import Foundation
import HyperparameterSearch

extension PostgreSQLStore {
    /// The trials of a page that are fetched at once.
    private static let rowsAtOnce = 5000

    public func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial] {
        try read(study) { connection, direction in
            try connection.run(query.sql(direction), query.parameters(study)).map { try Trial(&$0) }
        }
    }

    /// Reads in one transaction, without waiting for anyone.
    public func withTrials<Result>(
        of study: StudyID, matching query: TrialQuery, _ body: (TrialPasses) throws -> Result
    ) throws -> Result {
        try readAtOnce(isRepeatable: false) { connection in
            let direction = try direction(of: study, connection)
            let scan = { (visit: (inout ResultRow) throws -> Void) in
                try connection.run("DECLARE page CURSOR FOR \(query.sql(direction))", query.parameters(study))
                defer { try? connection.execute("CLOSE page") }
                while true {
                    let rows = try connection.run("FETCH \(Self.rowsAtOnce) FROM page")
                    for index in 0..<rows.count {
                        var row = rows[index]
                        try visit(&row)
                    }
                    if rows.count < Self.rowsAtOnce { return }
                }
            }
            return try body(
                TrialPasses(
                    runs: { try Self.runs(of: study, connection) },
                    trial: { try self.trial($0, of: study, connection) },
                    texts: { visit in
                        try scan { row in
                            let (texts, whole) = (try TrialTexts(row), row)
                            try visit(texts) {
                                var row = whole
                                return try Trial(&row)
                            }
                        }
                    },
                    pass: { visit in try scan { try visit(Trial(&$0)) } }))
        }
    }
}

extension TrialTexts {
    /// - Parameter row: a row with the columns of a trial.
    /// - Returns: nil for a trial without a result, with a parent, or that failed.
    fileprivate init?(_ row: ResultRow) throws {
        var row = row
        let number = try row.integer()
        let parameters = row.bytes()
        let parent = row.bytes()
        _ = (row.bytes(), row.bytes(), row.bytes())
        guard let run = try row.optionalInteger(), parent == nil, let parameters else { return nil }
        let outcome = try Outcome(&row)
        if case .failed = outcome { return nil }
        let steps = try row.integer()
        let (started, finished) = (try row.real(), try row.real())
        guard let values = row.bytes() else { return nil }
        let facts = Facts(
            number: number, outcome: outcome, steps: steps, started: Date(timeIntervalSince1970: started),
            finished: Date(timeIntervalSince1970: finished), run: RunID(Int64(run)))
        self.init(
            facts, parameters: parameters.bindMemory(to: UInt8.self), values: values.bindMemory(to: UInt8.self))
    }
}

extension TrialQuery {
    /// The study, the limit and the offset.
    fileprivate func parameters(_ study: StudyID) -> [Parameter] {
        [study.parameter, .integer(limit), .integer(offset)]
    }

    /// The statement with these parameters.
    fileprivate func sql(_ direction: Direction) -> String {
        let sense = direction == .minimize ? "ASC" : "DESC"
        let range = numbers.map { " AND number >= \($0.lowerBound) AND number < \($0.upperBound)" } ?? ""
        let names = states.map { $0.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ") }
        let states = names.map { $0.isEmpty ? " AND false" : " AND state IN (\($0))" } ?? ""
        let (condition, ordering) =
            switch order {
            case .number: (states, "number")
            // Only complete trials have a value. The index on values gives them in order, however many there are.
            case .value where self.states == [.complete]: (" AND value IS NOT NULL", "value \(sense), number")
            case .value: (states, "value \(sense) NULLS LAST, number")
            case .finished: (states, "finished_at DESC NULLS LAST, number")
            }
        // By the time of their end, the trials are sorted without what else a row has; only the page's rows are read whole.
        if order == .finished, limit != nil {
            return """
                SELECT \(Trial.columns) FROM trials WHERE study_id = $1 AND number IN (
                SELECT number FROM trials WHERE study_id = $1\(condition)\(range)
                ORDER BY \(ordering) LIMIT $2 OFFSET $3) ORDER BY \(ordering)
                """
        }
        return """
            SELECT \(Trial.columns) FROM trials WHERE study_id = $1\(condition)\(range)
            ORDER BY \(ordering) LIMIT $2 OFFSET $3
            """
    }
}
