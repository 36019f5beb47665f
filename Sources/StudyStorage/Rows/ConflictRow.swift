import Foundation
import GRDB
import HyperparameterSearch

extension TrialConflict {
    /// The conflicts of a study, in the order in which they were found.
    static func all(of study: StudyID, in database: Database) throws -> [TrialConflict] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM conflicts WHERE study_id = ? ORDER BY id", arguments: [study.rawValue]
        ).map { row in
            try RowChecksum.verify(row, of: "conflicts")
            return TrialConflict(
                number: try StoredRow.trialNumber(row), run: RunID(try row.decode(forColumn: "run_id")),
                found: try StoredRow.requiredDate(row, "found_at"),
                difference: try row.decode(forColumn: "difference"))
        }
    }

    func insert(to study: StudyID, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO conflicts (study_id, number, run_id, found_at, difference) VALUES (?, ?, ?, ?, ?)",
            arguments: [study.rawValue, number, run.rawValue, found.timeIntervalSince1970, difference])
    }
}
