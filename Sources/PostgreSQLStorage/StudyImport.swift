import Foundation
import HyperparameterSearch
import StudyStorage

extension PostgreSQLStore {
    public func importStudy(
        _ imported: ImportedStudy, _ trials: ((TrialContent) throws -> Void) throws -> Void
    ) throws -> StudyRecord {
        for (name, value) in imported.attributes { try StudyError.checkAttribute(name, value) }
        var hasBegun = false
        return try write { connection in
            // The trials are given once.
            guard !hasBegun else { throw ServerError(state: "08006", message: "within an import") }
            var made = try connection.run(
                """
                INSERT INTO studies (name, definition, direction, budget, fingerprint, created_at)
                VALUES ($1, $2, $3, $4, $5, \(serverTime)) ON CONFLICT (name) DO NOTHING
                RETURNING \(StudyRecord.columns)
                """, Self.columns(of: imported.definition)
            ).first
            guard var row = made.take() else { throw StudyError.exists(imported.definition.name) }
            let record = try StudyRecord(&row)
            try lock(record.id, connection)
            var inserted = try connection.run(
                """
                INSERT INTO runs (study_id, description, started_at, lease_expires_at, ended_at, ending)
                VALUES ($1, $2, \(serverTime), \(serverTime), \(serverTime), 'finished') RETURNING id
                """, [record.id.parameter, .text(try StoredJSON.text(imported.run))]
            ).first
            let run = RunID(Int64(try inserted?.integer() ?? 0))
            for (name, value) in imported.attributes {
                try connection.run(
                    "INSERT INTO study_attributes (study_id, name, value) VALUES ($1, $2, $3)",
                    [record.id.parameter, .text(name), .text(value)])
            }
            let writer = TrialWriter(connection: connection, study: record.id)
            var (batch, count): ([TrialRecord], Int) = ([], 0)
            hasBegun = true
            try trials { content in
                guard content.trial.number == count else { throw StudyError.noTrial(count) }
                count += 1
                batch.append(try TrialRecord(content.imported(by: run), of: record.id))
                guard batch.count == 500 else { return }
                try writer.insert(batch)
                batch = []
            }
            try writer.insert(batch)
            try connection.run(
                "UPDATE studies SET next_number = $2 WHERE id = $1", [record.id.parameter, .integer(count)])
            return record
        }
    }
}
