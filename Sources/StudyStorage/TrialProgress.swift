import Foundation
import GRDB
import HyperparameterSearch

/// The progress of running trials: checkpoints and intermediate values.
extension SQLiteStore {
    public func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws {
        try write { database in
            let study = try activeRun(run, in: database).study
            try ClaimedRange.dissolve([checkpoint.number], of: study, in: database)
            guard try checkpoint.save(to: study, heldBy: run, in: database) else {
                throw StudyError.notClaimed(checkpoint.number)
            }
        }
    }

    public func saveCheckpoints(_ checkpoints: [TrialCheckpoint], for run: RunID) throws -> Set<Int> {
        try write { database in
            let study = try activeRun(run, in: database).study
            try ClaimedRange.dissolve(checkpoints.map(\.number), of: study, in: database)
            return Set(
                try checkpoints.filter { try $0.save(to: study, heldBy: run, in: database) }.map(\.number))
        }
    }

    public func checkpoints(ofTrials numbers: [Int], of study: StudyID) throws -> [Int: TrialCheckpoint] {
        guard let first = numbers.min(), let last = numbers.max() else { return [:] }
        return try read(study) { database in
            let stored = try Int.fetchAll(
                database, sql: "SELECT number FROM checkpoints WHERE study_id = ? AND number BETWEEN ? AND ?",
                arguments: [study.rawValue, first, last])
            guard !stored.isEmpty else { return [:] }
            let wanted = Set(numbers)
            var found: [Int: TrialCheckpoint] = [:]
            for number in stored where wanted.contains(number) {
                found[number] = try Row.fetchOne(
                    database, sql: "SELECT * FROM checkpoints WHERE study_id = ? AND number = ?",
                    arguments: [study.rawValue, number]
                ).map(TrialCheckpoint.init)
            }
            return found
        }
    }

    public func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint? {
        try read(study) { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM checkpoints WHERE study_id = ? AND number = ?",
                arguments: [study.rawValue, number]
            ).map(TrialCheckpoint.init)
        }
    }

    public func saveIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int, for run: RunID) throws {
        try write { database in
            let study = try activeRun(run, in: database).study
            try ClaimedRange.dissolve([number], of: study, in: database)
            let holder = try Int64.fetchOne(
                database, sql: "SELECT holder_id FROM trials WHERE study_id = ? AND number = ?",
                arguments: [study.rawValue, number])
            guard holder == run.rawValue else { throw StudyError.notClaimed(number) }
            // A pruned trial that is evaluated again has a result, whose checksum covers its intermediate values.
            let result = try Self.result(number, of: study, in: database)
            try Self.noteChange(ofTrial: number, of: study, in: database)
            for value in values {
                try database.execute(
                    sql: """
                        INSERT INTO intermediate_values (study_id, number, step, value) VALUES (?, ?, ?, ?)
                        ON CONFLICT (study_id, number, step) DO UPDATE SET value = excluded.value
                        """,
                    arguments: [study.rawValue, number, value.step, value.value])
            }
            if result?.isAsRecorded == true {
                try TrialRecord(number, of: study, in: database)?.saveChecksum(database)
            }
        }
    }

    /// Gives a trial the study's next revision, for readers of changes.
    static func noteChange(ofTrial number: Int, of study: StudyID, in database: Database) throws {
        try verify(number, of: study, in: database)
        try database.execute(
            sql: "UPDATE trials SET revision = ? WHERE study_id = ? AND number = ?",
            arguments: [try advanceRevision(of: study, by: 1, in: database) + 1, study.rawValue, number])
    }

    /// The record of a trial that has a result; nil for others, whose traces and artifacts need not be read.
    private static func result(_ number: Int, of study: StudyID, in database: Database) throws -> TrialRecord? {
        let run = try Int64.fetchOne(
            database, sql: "SELECT run_id FROM trials WHERE study_id = ? AND number = ?",
            arguments: [study.rawValue, number])
        return run == nil ? nil : try TrialRecord(number, of: study, in: database)
    }

    public func intermediateValues(ofTrial number: Int, of study: StudyID) throws -> [IntermediateValue] {
        try read(study) { database in
            try Self.intermediateValues(ofTrial: number, of: study, in: database)
        }
    }

    static func intermediateValues(
        ofTrial number: Int, of study: StudyID, in database: Database
    ) throws -> [IntermediateValue] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT * FROM intermediate_values WHERE study_id = ? AND number = ? ORDER BY step"),
            arguments: [study.rawValue, number]
        ).map { row in
            try RowChecksum.verify(row, of: "intermediate_values")
            guard let value = try StoredRow.number(row, "value") else { throw StoredRow.error("no value") }
            return IntermediateValue(step: try row.decode(forColumn: "step"), value: value)
        }
    }
}
