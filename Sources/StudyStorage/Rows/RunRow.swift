import Foundation
import GRDB
import HyperparameterSearch

extension RunRecord {
    init(_ row: Row) throws {
        let ending: String? = try row.decode(forColumn: "ending")
        self.init(
            id: RunID(try row.decode(forColumn: "id")),
            description: try StoredJSON.value(row.decode(forColumn: "description")),
            started: try StoredRow.requiredDate(row, "started_at"), ended: try StoredRow.date(row, "ended_at"),
            ending: ending.flatMap(RunEnding.init))
    }
}

/// A new row for the table of runs.
struct RunRow {
    let study: StudyID
    /// The run's description as JSON.
    let description: String
    let started: Double
    /// The time at which the lease expires, in seconds since 1970.
    let lease: Double
    var ended: Double?
    var ending: String?
    var lapses = 0

    /// Inserts the run with an ID that no run of this file has ever had.
    func insert(_ database: Database) throws -> RunID {
        let last = try Row.fetchOne(database, sql: "SELECT * FROM last_run")
        try last.map { try RowChecksum.verify($0, of: "last_run") }
        let id = try Int64.fetchOne(
            database,
            sql: "UPDATE last_run SET id = max(id, (SELECT coalesce(max(id), 0) FROM runs)) + 1 RETURNING id")
        guard let id, id > 0 else { throw StoredRow.error("no last run") }
        try database.execute(
            sql: """
                INSERT INTO runs (id, study_id, description, started_at, lease_expires_at, ended_at, ending, lapses)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [id, study.rawValue, description, started, lease, ended, ending, lapses])
        return RunID(id)
    }
}
