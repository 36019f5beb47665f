import Foundation
import GRDB
import HyperparameterSearch

/// A file that is merged with others, read in one transaction.
struct MergeSource {
    let path: String
    let database: Database

    /// Reads from the file. Errors name this file.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        // The transaction of the merged file has a sealer of its own rows, which must not stand for rows of this one.
        try RowSealer.$current.withValue(nil) {
            try SQLiteStore.explaining(path) { try SQLiteStore.naming(path, database, body) }
        }
    }

    func studies() throws -> [StudyPart] {
        try read { database in
            try SQLiteStore.studies(database, where: "TRUE", []).map { record in
                let next = try SQLiteStore.nextNumber(of: record.id, in: database).next
                let last = try Int.fetchOne(
                    database, sql: "SELECT MAX(number) FROM trials WHERE study_id = ?", arguments: [record.id.rawValue])
                return StudyPart(
                    source: self, record: record, next: max(next, (last ?? -1) + 1),
                    finished: try Int.fetchAll(
                        database,
                        sql: """
                            SELECT number FROM trials WHERE study_id = ? AND finished_at IS NOT NULL ORDER BY number
                            """,
                        arguments: [record.id.rawValue]))
            }
        }
    }
}

/// One file's part of a study.
struct StudyPart {
    let source: MergeSource
    let record: StudyRecord
    /// The number after the last one that was given out.
    let next: Int
    /// The numbers of the finished trials, ascending.
    let finished: [Int]

    var path: String { source.path }

    /// - Throws: ``MergeError/altered(file:study:trial:)`` where the result is not as it was recorded.
    func content(ofTrial number: Int) throws -> TrialContent? {
        try source.read { database in
            guard let stored = try TrialRecord(number, of: record.id, in: database) else { return nil }
            guard stored.isAsRecorded else {
                throw MergeError.altered(file: path, study: record.definition.name, trial: number)
            }
            return try SQLiteStore.content(ofTrial: number, of: record.id, in: database)
        }
    }

    func checkpoints() throws -> [TrialCheckpoint] {
        try source.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM checkpoints WHERE study_id = ?", arguments: [record.id.rawValue]
            ).map(TrialCheckpoint.init)
        }
    }

    func attributes() throws -> [String: String] {
        try source.read { try SQLiteStore.attributes(ofTrial: nil, of: record.id, in: $0) }
    }

    func conflicts() throws -> [TrialConflict] {
        try source.read { try TrialConflict.all(of: record.id, in: $0) }
    }
}
