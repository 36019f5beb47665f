import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try write { database in
            _ = try Self.direction(of: study, in: database)
            if let run = try Self.activeRun(database, of: study) {
                guard run.isDead else { throw StudyError.busy(run.record) }
                try Self.end(run.record.id, of: study, as: .abandoned, in: database)
            }
            let now = Date().timeIntervalSince1970
            try database.execute(
                sql: "INSERT INTO runs (study_id, description, started_at, lease_expires_at) VALUES (?, ?, ?, ?)",
                arguments: [study.rawValue, try StoredJSON.text(description), now, now + Self.leaseDuration])
            return RunID(database.lastInsertedRowID)
        }
    }

    public func endRun(_ run: RunID, as ending: RunEnding) throws {
        try write { database in
            try Self.end(run, of: try Self.study(ofActive: run, in: database), as: ending, in: database)
        }
    }

    public func renew(_ run: RunID) throws {
        try write { database in
            _ = try Self.study(ofActive: run, in: database)
            try Self.renewLease(of: run, in: database)
        }
    }

    static func renewLease(of run: RunID, in database: Database) throws {
        try database.execute(
            sql: "UPDATE runs SET lease_expires_at = ? WHERE id = ?",
            arguments: [Date().timeIntervalSince1970 + leaseDuration, run.rawValue])
    }

    public func runs(of study: StudyID) throws -> [RunRecord] {
        try read { database in
            _ = try Self.direction(of: study, in: database)
            return try Row.fetchAll(
                database, sql: "SELECT * FROM runs WHERE study_id = ? ORDER BY id", arguments: [study.rawValue]
            ).map(Self.run)
        }
    }

    /// The study of a run that has not ended.
    static func study(ofActive run: RunID, in database: Database) throws -> StudyID {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT study_id, ended_at FROM runs WHERE id = ?", arguments: [run.rawValue])
        else { throw StudyError.noRun(run) }
        guard try row.decode(Double?.self, forColumn: "ended_at") == nil else { throw StudyError.runEnded(run) }
        return StudyID(try row.decode(forColumn: "study_id"))
    }

    /// The run that works on a study, or has died doing so.
    static func activeRun(_ database: Database, of study: StudyID) throws -> (record: RunRecord, isDead: Bool)? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM runs WHERE study_id = ? AND ended_at IS NULL",
                arguments: [study.rawValue])
        else { return nil }
        let record = try run(row)
        let expiry = try StoredRow.requiredDate(row, "lease_expires_at")
        return (record, record.description.worker.isCertainlyDead || expiry < Date())
    }

    private static func end(
        _ run: RunID, of study: StudyID, as ending: RunEnding, in database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE runs SET ended_at = ?, ending = ? WHERE id = ?",
            arguments: [Date().timeIntervalSince1970, ending.rawValue, run.rawValue])
        let numbers = try Int.fetchAll(
            database, sql: "SELECT number FROM trials WHERE run_id = ? AND state = 'claimed'",
            arguments: [run.rawValue])
        var revision = try advanceRevision(of: study, by: numbers.count, in: database)
        for number in numbers {
            revision += 1
            try database.execute(
                sql:
                    "UPDATE trials SET state = 'waiting', run_id = NULL, revision = ? WHERE study_id = ? AND number = ?",
                arguments: [revision, study.rawValue, number])
        }
    }

    private static func run(_ row: Row) throws -> RunRecord {
        let ending: String? = try row.decode(forColumn: "ending")
        return RunRecord(
            id: RunID(try row.decode(forColumn: "id")),
            description: try StoredJSON.value(row.decode(forColumn: "description")),
            started: try StoredRow.requiredDate(row, "started_at"), ended: try StoredRow.date(row, "ended_at"),
            ending: ending.flatMap(RunEnding.init))
    }
}
