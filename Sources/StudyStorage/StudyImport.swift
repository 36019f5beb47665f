import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func importStudy(
        _ imported: ImportedStudy, _ trials: ((TrialContent) throws -> Void) throws -> Void
    ) throws -> StudyRecord {
        for (name, value) in imported.attributes { try StudyError.checkAttribute(name, value) }
        return try write { database in
            let name = imported.definition.name
            guard try Self.studies(database, where: "name = ?", [name]).isEmpty else { throw StudyError.exists(name) }
            let began = Date()
            let study = try imported.definition.insert(created: began, in: database)
            let run = try RunRow(
                study: study, description: StoredJSON.text(imported.run), started: began.timeIntervalSince1970,
                lease: began.timeIntervalSince1970, ended: began.timeIntervalSince1970,
                ending: RunEnding.finished.rawValue
            ).insert(database)
            for (name, value) in imported.attributes.sorted(by: { $0.key < $1.key }) {
                try database.execute(
                    sql: "INSERT INTO study_attributes (study_id, name, value) VALUES (?, ?, ?)",
                    arguments: [study.rawValue, name, value])
            }
            var inserter = try TrialInserter(database, study: study)
            let writer = try TrialWriter(database, study: study)
            var count = 0
            try trials { content in
                guard content.trial.number == count else { throw StudyError.noTrial(count) }
                try inserter.insert(count, content.trial.candidate, heldBy: nil, revision: Int64(count + 1))
                let content = content.imported(by: run)
                if content.trial.result == nil {
                    try writer.writeBelongings(TrialRecord(content, of: study))
                } else {
                    try writer.write(content, revision: Int64(count + 1))
                }
                count += 1
            }
            try database.execute(
                sql: "UPDATE studies SET next_number = ?, revision = ? WHERE id = ?",
                arguments: [count, count, study.rawValue])
            try database.execute(
                sql: "UPDATE runs SET ended_at = ? WHERE id = ?",
                arguments: [Date().timeIntervalSince1970, run.rawValue])
            return StudyRecord(id: study, definition: imported.definition.stored, created: began)
        }
    }
}
