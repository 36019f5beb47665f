import Foundation
import GRDB
import HyperparameterSearch

/// A table that SQLite files and PostgreSQL databases have alike, with the columns that are copied.
struct StoredTable {
    enum Kind { case integer, real, text, bytes }

    let name: String
    let columns: [(name: String, kind: Kind)]

    /// In the order in which they refer to each other.
    static let all = [
        StoredTable(
            "studies", integers: ["id", "budget", "next_number"], reals: ["created_at"],
            texts: ["name", "definition", "direction", "fingerprint"]),
        StoredTable("study_attributes", integers: ["study_id"], texts: ["name", "value"]),
        StoredTable(
            "runs", integers: ["id", "study_id", "lapses"], reals: ["started_at", "lease_expires_at", "ended_at"],
            texts: ["description", "ending"]),
        StoredTable(
            "trials",
            integers: ["study_id", "number", "parent_number", "attempt", "holder_id", "run_id", "steps", "revision"],
            reals: ["value", "bound", "last_value", "started_at", "finished_at"],
            texts: ["state", "parameters", "parent_study", "reason", "named_values"]),
        StoredTable("traces", integers: ["study_id", "number"], bytes: ["trace"]),
        StoredTable("artifacts", integers: ["study_id", "number"], texts: ["name"], bytes: ["data"]),
        StoredTable("checkpoints", integers: ["study_id", "number", "step"], bytes: ["data"]),
        StoredTable("intermediate_values", integers: ["study_id", "number", "step"], reals: ["value"]),
        StoredTable("trial_attributes", integers: ["study_id", "number"], texts: ["name", "value"]),
        StoredTable(
            "conflicts", integers: ["study_id", "number", "run_id"], reals: ["found_at"], texts: ["difference"]),
    ]

    private init(
        _ name: String, integers: [String], reals: [String] = [], texts: [String] = [], bytes: [String] = []
    ) {
        self.name = name
        columns =
            integers.map { ($0, .integer) } + reals.map { ($0, .real) } + texts.map { ($0, .text) }
            + bytes.map { ($0, .bytes) }
    }

    /// Whether the rows belong to trials, and are written to a file together with them.
    var isWrittenWithTrials: Bool {
        ["traces", "artifacts", "trial_attributes", "intermediate_values"].contains(name)
    }

    var columnNames: [String] { columns.map(\.name) }
    private var hasBytes: Bool { columns.contains { $0.kind == .bytes } }

    /// How many rows are copied at once.
    var rowsAtOnce: Int { hasBytes ? 50 : 2000 }

    /// The order in which rows are copied.
    var order: String {
        switch name {
        case "studies", "runs", "conflicts": "id"
        case "study_attributes": "study_id, name"
        default: "study_id, number"
        }
    }

    /// The values of a row of these columns.
    func values(_ row: inout ResultRow) throws -> [DatabaseValue] {
        try columns.map { column in
            switch column.kind {
            case .integer: try row.optionalInteger()?.databaseValue ?? .null
            case .real: try row.optionalReal()?.databaseValue ?? .null
            case .text: row.optionalText()?.databaseValue ?? .null
            case .bytes: row.optionalData()?.databaseValue ?? .null
            }
        }
    }

    /// Inserts rows of these columns.
    func insert(_ rows: [[DatabaseValue]], _ connection: Connection) throws {
        guard !rows.isEmpty else { return }
        let parameters = columns.enumerated().map { index, column -> Parameter in
            switch column.kind {
            case .integer: .integers(rows.map { Int.fromDatabaseValue($0[index]) })
            case .real: .reals(rows.map { Double.fromDatabaseValue($0[index]) })
            case .text: .texts(rows.map { String.fromDatabaseValue($0[index]) })
            case .bytes: .byteStrings(rows.map { Data.fromDatabaseValue($0[index]) })
            }
        }
        let arrays = columns.enumerated().map { "$\($0.offset + 1)::\($0.element.kind.array)" }
        try connection.run(
            """
            INSERT INTO \(name) (\(columnNames.joined(separator: ", ")))
            SELECT * FROM unnest(\(arrays.joined(separator: ", ")))
            """, parameters)
    }
}

extension StoredTable.Kind {
    /// PostgreSQL's type of an array of such values.
    fileprivate var array: String {
        switch self {
        case .integer: "bigint[]"
        case .real: "float8[]"
        case .text: "text[]"
        case .bytes: "bytea[]"
        }
    }
}
