import GRDB

/// The error of a row that Optuna does not write: what the row has.
struct UnexpectedRow: Error {
    let what: String
}

/// The rows of one table that belong to the trials of a study, read in step with these trials.
struct OptunaRows {
    private let cursor: RowCursor
    private var next: Row?
    private let table: String

    /// - Parameters:
    ///   - columns: after the trial's ID.
    ///   - order: within a trial.
    init(_ table: String, _ columns: String, order: String, of study: Int64, in database: Database) throws {
        self.table = table
        cursor = try Row.fetchCursor(
            database,
            sql: """
                SELECT trial_id, \(columns) FROM \(table)
                WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?) ORDER BY trial_id, \(order)
                """,
            arguments: [study])
        next = try cursor.next()?.copy()
    }

    /// Calls `body` with each row of a trial. Trials must come in ascending order.
    mutating func visit(trial: Int64, _ body: (Row) throws -> Void) throws {
        while let row = next {
            guard let owner = Int64.fromDatabaseValue(row[0]) else {
                throw UnexpectedRow(what: "a row of \(table) without a trial")
            }
            guard owner == trial else { return }
            try body(row)
            next = try cursor.next()?.copy()
        }
    }
}

extension Row {
    func text(_ column: Int, _ what: @autoclosure () -> String) throws -> String {
        guard let text = String.fromDatabaseValue(self[column]) else {
            throw UnexpectedRow(what: "\(what()) that is no text")
        }
        return text
    }

    func optionalText(_ column: Int, _ what: @autoclosure () -> String) throws -> String? {
        (self[column] as DatabaseValue).isNull ? nil : try text(column, what())
    }

    /// A whole number from 0.
    func count(_ column: Int, _ what: @autoclosure () -> String) throws -> Int {
        guard let number = Int.fromDatabaseValue(self[column]), number >= 0 else {
            throw UnexpectedRow(what: "\(what()) that is no whole number from 0")
        }
        return number
    }

    /// A value with its type: `FINITE`, or one that has no number.
    func value(_ column: Int, type: Int, _ what: @autoclosure () -> String) throws -> OptunaTrial.Value {
        switch try text(type, what()) {
        case "FINITE":
            guard let number = Double.fromDatabaseValue(self[column]), number.isFinite else {
                throw UnexpectedRow(what: "\(what()) that is no number")
            }
            return .finite(number)
        case let other where ["INF_POS", "INF_NEG", "NAN"].contains(other): return .other(other)
        case let other: throw UnexpectedRow(what: "\(what()) of the type '\(other.prefix(20))'")
        }
    }
}
