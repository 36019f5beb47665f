import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func setAttribute(_ name: String, to json: String?, ofTrial number: Int?, of study: StudyID) throws {
        try StudyError.checkAttribute(name, json)
        try write { database in
            _ = try Self.direction(of: study, in: database)
            guard let number else {
                return try Self.set(name, to: json, in: "study_attributes", ["study_id": study.rawValue], database)
            }
            try ClaimedRange.dissolve([number], of: study, in: database)
            guard let before = try TrialRecord(number, of: study, in: database) else {
                throw StudyError.noTrial(number)
            }
            try Self.noteChange(ofTrial: number, of: study, in: database)
            let key = ["study_id": study.rawValue, "number": Int64(number)]
            try Self.set(name, to: json, in: "trial_attributes", key, database)
            // The checksum covers the attributes. That of a damaged record stays wrong, so that a check finds it.
            if before.isAsRecorded { try TrialRecord(number, of: study, in: database)?.saveChecksum(database) }
        }
    }

    private static func set(
        _ name: String, to json: String?, in table: String, _ key: [String: Int64], _ database: Database
    ) throws {
        let columns = key.keys.sorted()
        let values = columns.map { key[$0] }
        let condition = (columns + ["name"]).map { "\($0) = ?" }.joined(separator: " AND ")
        try database.execute(
            sql: "DELETE FROM \(table) WHERE \(condition)", arguments: StatementArguments(values) + [name])
        guard let json else { return }
        let marks = Array(repeating: "?", count: columns.count + 2).joined(separator: ", ")
        try database.execute(
            sql: "INSERT INTO \(table) (\((columns + ["name", "value"]).joined(separator: ", "))) VALUES (\(marks))",
            arguments: StatementArguments(values) + [name, json])
    }

    public func attributes(ofTrial number: Int?, of study: StudyID) throws -> [String: String] {
        try read(study) { database in
            try Self.attributes(ofTrial: number, of: study, in: database)
        }
    }

    static func attributes(
        ofTrial number: Int?, of study: StudyID, in database: Database
    ) throws -> [String: String] {
        let rows =
            try number.map {
                try Row.fetchAll(
                    database.cachedStatement(
                        sql: "SELECT * FROM trial_attributes WHERE study_id = ? AND number = ?"),
                    arguments: [study.rawValue, $0])
            }
            ?? Row.fetchAll(
                database, sql: "SELECT * FROM study_attributes WHERE study_id = ?",
                arguments: [study.rawValue])
        return try rows.reduce(into: [:]) {
            try RowChecksum.verify($1, of: number == nil ? "study_attributes" : "trial_attributes")
            $0[try $1.decode(String.self, forColumn: "name")] = try $1.decode(String.self, forColumn: "value")
        }
    }
}
