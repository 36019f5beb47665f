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

/// A row of the runs' table, to be inserted.
struct RunRow {
    let study: StudyID
    /// As it is stored: JSON.
    let description: String
    let started: Double
    /// Until when the run may be silent.
    let lease: Double
    var ended: Double?
    var ending: String?
    var lapses = 0

    /// Inserts the run under an id that no run of this file has had.
    func insert(_ database: Database) throws -> RunID {
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
