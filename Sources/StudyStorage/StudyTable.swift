import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func openStudy(_ definition: StudyDefinition) throws -> StudyRecord {
        try write { database in
            guard let stored = try Self.studies(database, where: "name = ?", [definition.name]).first else {
                let now = Date()
                return StudyRecord(
                    id: try definition.insert(created: now, in: database), definition: definition.stored, created: now)
            }
            guard stored.definition.isSameSearch(as: definition) else {
                throw StudyError.definitionDiffers(stored: stored.definition, offered: definition)
            }
            if stored.definition.budget != definition.budget {
                try Self.refuseBusy(stored.id, in: database)
                try database.execute(
                    sql: "UPDATE studies SET budget = ? WHERE id = ?",
                    arguments: [definition.budget, stored.id.rawValue])
            }
            let kept = try stored.definition.taking(definition)
            if kept.fingerprint != stored.definition.fingerprint {
                try database.execute(
                    sql: "UPDATE studies SET fingerprint = ? WHERE id = ?",
                    arguments: [kept.fingerprint, stored.id.rawValue])
            }
            return StudyRecord(id: stored.id, definition: kept, created: stored.created)
        }
    }

    /// The study of this name; nil where there is none.
    public func study(named name: String) throws -> StudyRecord? {
        // SQLite would end the text at its first zero byte.
        guard StudyDefinition.isUsable(name: name) else { return nil }
        return try read { try Self.studies($0, where: "name = ?", [name]).first }
    }

    public func studies() throws -> [StudyRecord] {
        try read { try Self.studies($0, where: "TRUE", []) }
    }

    public func deleteStudy(_ study: StudyID) throws {
        try write { database in
            try Self.refuseBusy(study, in: database)
            // Trials refer to runs, so they are deleted first.
            try database.execute(sql: "DELETE FROM trials WHERE study_id = ?", arguments: [study.rawValue])
            try database.execute(sql: "DELETE FROM studies WHERE id = ?", arguments: [study.rawValue])
            guard database.changesCount == 1 else { throw StudyError.noStudy(study) }
        }
    }

    private static func refuseBusy(_ study: StudyID, in database: Database) throws {
        if let run = try runsAtWork(on: study, in: database).first(where: { !$0.isDead }) {
            throw StudyError.busy(run.record)
        }
    }

    static func studies(
        _ database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [StudyRecord] {
        try Row.fetchAll(database, sql: "SELECT * FROM studies WHERE \(condition) ORDER BY name", arguments: arguments)
            .map(StudyRecord.init)
    }
}
