import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    @discardableResult
    public func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording {
        try write { database in
            let active = try activeRun(run, in: database)
            var revision = try Self.advanceRevision(of: active.study, by: trials.count, in: database)
            var recording = Recording()
            let writer = try TrialWriter(database, study: active.study)
            for finished in trials {
                revision += 1
                let new = TrialContent(finished, run: run)
                let number = new.trial.number
                if try writer.write(new, revision: revision, claimedBy: run) {
                    recording.recorded.append(number)
                } else {
                    try Self.recordLate(
                        new, revision: revision, with: writer, of: active, into: &recording)
                }
            }
            return recording
        }
    }

    /// Records what a run found of a trial that it no longer holds: because it was taken for dead, or because another
    /// run that had been taken for dead recorded the trial first.
    private static func recordLate(
        _ new: TrialContent, revision: Int64, with writer: TrialWriter, of active: ActiveRun,
        into recording: inout Recording
    ) throws {
        let (database, number, study) = (writer.database, new.trial.number, active.study)
        guard let stored = try content(ofTrial: number, of: study, in: database),
            stored.trial.mayHaveBeenTaken(from: new.trial.run, lapses: active.lapses)
        else { throw StudyError.notClaimed(number) }
        guard stored.trial.state.isFinished else {
            _ = try writer.write(new, revision: revision, claimedBy: nil)
            return recording.recorded.append(number)
        }
        let direction = try direction(of: study, in: database)
        let differences = stored.contradictions(to: new, direction: direction)
        guard !differences.isEmpty, let run = new.trial.run else { return recording.repeated.append(number) }
        recording.conflicting.append(number)
        try database.execute(
            sql: "INSERT INTO conflicts (study_id, number, run_id, found_at, difference) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                study.rawValue, number, run.rawValue, Date().timeIntervalSince1970,
                differences.map(\.description).joined(separator: "; "),
            ])
    }

    public func conflicts(of study: StudyID) throws -> [TrialConflict] {
        try read { database in
            _ = try Self.direction(of: study, in: database)
            return try Self.conflicts(of: study, in: database)
        }
    }

    static func conflicts(of study: StudyID, in database: Database) throws -> [TrialConflict] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM conflicts WHERE study_id = ? ORDER BY id", arguments: [study.rawValue]
        ).map { row in
            TrialConflict(
                number: try StoredRow.trialNumber(row), run: RunID(try row.decode(forColumn: "run_id")),
                found: try StoredRow.requiredDate(row, "found_at"),
                difference: try row.decode(forColumn: "difference"))
        }
    }

    /// All that is kept of a trial, as it is at one moment; nil where there is none.
    public func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent? {
        try read { try Self.content(ofTrial: number, of: study, in: $0) }
    }

    static func content(ofTrial number: Int, of study: StudyID, in database: Database) throws -> TrialContent? {
        let key: StatementArguments = [study.rawValue, number]
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM trials WHERE study_id = ? AND number = ?", arguments: key)
        else { return nil }
        let artifacts = try Row.fetchAll(
            database, sql: "SELECT name, data FROM artifacts WHERE study_id = ? AND number = ?", arguments: key)
        return TrialContent(
            try trial(row),
            trace: try Data.fetchOne(
                database, sql: "SELECT trace FROM traces WHERE study_id = ? AND number = ?", arguments: key),
            artifacts: try artifacts.reduce(into: [:]) {
                $0[try $1.decode(String.self, forColumn: "name")] = try $1.decode(Data.self, forColumn: "data")
            })
    }
}
