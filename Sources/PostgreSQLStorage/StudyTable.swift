import Foundation
import HyperparameterSearch

extension PostgreSQLStore {
    public func openStudy(_ definition: StudyDefinition) throws -> StudyRecord {
        try write { connection in
            // Where another process inserts the same name now, this waits for it.
            var made = try connection.run(
                """
                INSERT INTO studies (name, definition, direction, budget, fingerprint, created_at)
                VALUES ($1, $2, $3, $4, $5, \(serverTime)) ON CONFLICT (name) DO NOTHING
                RETURNING \(StudyRecord.columns)
                """, Self.columns(of: definition)
            ).first
            if var row = made.take() { return try StudyRecord(&row) }
            let stored = try Self.studies(connection, "WHERE name = $1 FOR NO KEY UPDATE", [.text(definition.name)])
            // Deleted meanwhile.
            guard let stored = stored.first else { throw ServerError(state: "40001", message: "the study was deleted") }
            guard stored.definition.isSameSearch(as: definition) else {
                throw StudyError.definitionDiffers(stored: stored.definition, offered: definition)
            }
            let kept = try stored.definition.taking(definition)
            if stored.definition.budget != definition.budget { try refuseBusy(stored.id, connection) }
            if kept != stored.definition {
                try connection.run(
                    "UPDATE studies SET budget = $2, fingerprint = $3 WHERE id = $1",
                    [stored.id.parameter, .integer(kept.budget), .text(kept.fingerprint)])
            }
            return StudyRecord(id: stored.id, definition: kept, created: stored.created)
        }
    }

    static func columns(of definition: StudyDefinition) -> [Parameter] {
        [
            .text(definition.name), .text(definition.text), .text(definition.direction.rawValue),
            .integer(definition.budget), .text(definition.fingerprint),
        ]
    }

    /// The study of this name; nil where there is none.
    public func study(named name: String) throws -> StudyRecord? {
        guard StudyDefinition.isUsable(name: name) else { return nil }
        return try read { try Self.studies($0, "WHERE name = $1", [.text(name)]).first }
    }

    public func studies() throws -> [StudyRecord] {
        try read { try Self.studies($0, "ORDER BY name") }
    }

    static func studies(
        _ connection: Connection, _ condition: String, _ parameters: [Parameter] = []
    ) throws -> [StudyRecord] {
        try connection.run("SELECT \(StudyRecord.columns) FROM studies \(condition)", parameters)
            .map { try StudyRecord(&$0) }
    }

    public func deleteStudy(_ study: StudyID) throws {
        try write { connection in
            try lock(study, connection)
            try refuseBusy(study, connection)
            // First the runs: one that records at this moment is waited for.
            for table in [
                "runs", "traces", "artifacts", "checkpoints", "intermediate_values", "trial_attributes", "trials",
            ] {
                try connection.run("DELETE FROM \(table) WHERE study_id = $1", [study.parameter])
            }
            try connection.run("DELETE FROM studies WHERE id = $1", [study.parameter])
        }
    }

    private func refuseBusy(_ study: StudyID, _ connection: Connection) throws {
        if let run = try runsAtWork(on: study, connection).first(where: { !$0.isDead }) {
            throw StudyError.busy(run.record)
        }
    }

    /// Keeps other transactions from giving out the study's trials, changing its definition and deleting it.
    ///
    /// Every transaction locks a study before it locks runs, and runs before trials, so that none wait for each other.
    func lock(_ study: StudyID, _ connection: Connection) throws {
        let rows = try connection.run("SELECT id FROM studies WHERE id = $1 FOR NO KEY UPDATE", [study.parameter])
        guard rows.count == 1 else { throw StudyError.noStudy(study) }
        try connection.run(
            "SELECT pg_advisory_xact_lock_shared(\(AdvisoryLock.revisions), $1::int)", [study.parameter])
    }

    /// The direction of a study.
    ///
    /// - Throws: `StudyError.noStudy` where the study was deleted, so that it is not taken for an empty one.
    func direction(of study: StudyID, _ connection: Connection) throws -> Direction {
        var row = try connection.run("SELECT direction FROM studies WHERE id = $1", [study.parameter]).first
        guard let text = try row?.text() else { throw StudyError.noStudy(study) }
        return try Direction(stored: text)
    }

    /// Reads from a study.
    ///
    /// - Throws: `StudyError.noStudy` where the study was deleted; what `body` throws.
    func read<Result>(_ study: StudyID, _ body: (Connection, Direction) throws -> Result) throws -> Result {
        try read { connection in try body(connection, direction(of: study, connection)) }
    }
}
