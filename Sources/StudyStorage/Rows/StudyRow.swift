import Foundation
import GRDB
import HyperparameterSearch

extension StudyRecord {
    /// - Parameter row: a row with all its columns.
    init(_ row: Row) throws {
        try RowChecksum.verify(row, of: "studies")
        let direction: String = try row.decode(forColumn: "direction")
        let definition: StudyDefinition
        do {
            definition = try StudyDefinition(
                name: row.decode(forColumn: "name"), text: row.decode(forColumn: "definition"),
                direction: StoredRow.direction(direction), budget: row.decode(forColumn: "budget"),
                fingerprint: row.decode(forColumn: "fingerprint"))
        } catch let error as StudyError {
            // The stored row is invalid, not the user's request.
            throw StoredRow.error("\(error)")
        }
        self.init(
            id: StudyID(try row.decode(forColumn: "id")), definition: definition,
            created: try StoredRow.requiredDate(row, "created_at"))
    }
}

extension StudyDefinition {
    /// Inserts a new study.
    ///
    /// - Parameter next: the next new trial number, which is also the study's first revision.
    func insert(created: Date, next: Int = 0, in database: Database) throws -> StudyID {
        try database.execute(
            sql: """
                INSERT INTO studies
                (name, definition, direction, budget, next_number, revision, created_at, fingerprint)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                name, text, direction.rawValue, budget, next, next, created.timeIntervalSince1970, fingerprint,
            ])
        return StudyID(database.lastInsertedRowID)
    }
}
