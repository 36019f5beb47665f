import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    @discardableResult
    public func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording {
        try write { database in
            let active = try activeRun(run, in: database)
            let direction = try Self.direction(of: active.study, in: database)
            var revision = try Self.advanceRevision(of: active.study, by: trials.count, in: database)
            var recording = Recording()
            var claims = try OpenClaims(
                of: active.study, heldBy: run, for: trials.map(\.candidate.number), in: database)
            var inserter = try ResultInserter(database, study: active.study)
            let writer = try TrialWriter(database, study: active.study)
            for finished in trials {
                revision += 1
                let number = finished.candidate.number
                if claims.take(number) {
                    try inserter.insert(TrialRecord(finished, run: run, of: active.study), revision: revision)
                    recording.recorded.append(number)
                    continue
                }
                let new = TrialContent(finished, run: run)
                guard let stored = try Self.content(ofTrial: number, of: active.study, in: database) else {
                    try Self.requireRows(of: active.study, in: database)
                    throw StudyError.notClaimed(number)
                }
                let isHeld = stored.trial.holder == run
                guard isHeld || stored.trial.mayHaveBeenTaken(from: run, lapses: active.lapses) else {
                    throw StudyError.notClaimed(number)
                }
                if isHeld || !stored.trial.state.isFinished || new.completes(stored, direction: direction) {
                    try writer.write(new.replacing(stored, direction: direction), over: stored, revision: revision)
                    recording.recorded.append(number)
                } else {
                    try compareLate(new, with: stored, direction, study: active.study, into: &recording, database)
                }
            }
            try claims.deleteEmpty(database)
            try Self.endIfDone(run, active, in: database)
            return recording
        }
    }

    /// Compares a result with the recorded one of another run. Either this run was taken for dead and the other run
    /// evaluated the trial, or the other run was taken for dead and recorded the trial first.
    private func compareLate(
        _ new: TrialContent, with stored: TrialContent, _ direction: Direction, study: StudyID,
        into recording: inout Recording, _ database: Database
    ) throws {
        let number = new.trial.number
        var new = new
        new.trial.attempt = stored.trial.attempt
        let differences = stored.contradictions(to: new, direction: direction)
        guard !differences.isEmpty, let run = new.trial.run else { return recording.repeated.append(number) }
        recording.conflicting.append(number)
        try TrialConflict(
            number: number, run: run, found: Date(),
            difference: differences.map(\.description).joined(separator: "; ")
        ).insert(to: study, in: database)
    }

    @discardableResult
    public func requeueFailed(_ numbers: Set<Int>?, of study: StudyID) throws -> [Int] {
        try write { database in
            _ = try Self.direction(of: study, in: database)
            let failed = try Int.fetchAll(
                database, sql: "SELECT number FROM trials WHERE study_id = ? AND state = 'failed' ORDER BY number",
                arguments: [study.rawValue]
            ).filter { numbers?.contains($0) != false }
            var revision = try Self.advanceRevision(of: study, by: failed.count, in: database)
            let update = try database.cachedStatement(
                sql: """
                    UPDATE trials SET state = 'waiting', run_id = NULL, reason = NULL, named_values = NULL, steps = NULL,
                    started_at = NULL, finished_at = NULL, checksum = NULL, attempt = attempt + 1, revision = ?
                    WHERE study_id = ? AND number = ?
                    """)
            let forget = try ["traces", "artifacts", "checkpoints", "intermediate_values"].map {
                try database.cachedStatement(sql: "DELETE FROM \($0) WHERE study_id = ? AND number = ?")
            }
            for number in failed {
                try Self.verify(number, of: study, in: database)
                revision += 1
                try update.execute(arguments: [revision, study.rawValue, number])
                for table in forget { try table.execute(arguments: [study.rawValue, number]) }
            }
            return failed
        }
    }

    // MARK: Reading

    public func conflicts(of study: StudyID) throws -> [TrialConflict] {
        try read(study) { database in
            try TrialConflict.all(of: study, in: database)
        }
    }

    public func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent? {
        try read { database in
            guard let content = try Self.content(ofTrial: number, of: study, in: database) else {
                return try Self.claimed(number, of: study, in: database).map { TrialContent($0) }
            }
            // A missing row, too, shows in the trial's checksum.
            guard try TrialRecord(number, of: study, in: database)?.isAsRecorded != false else {
                throw DamagedRow(table: "trials", study: study.rawValue, number: number)
            }
            return content
        }
    }

    static func content(ofTrial number: Int, of study: StudyID, in database: Database) throws -> TrialContent? {
        let key: StatementArguments = [study.rawValue, number]
        guard
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM trials WHERE study_id = ? AND number = ?"),
                arguments: key)
        else { return nil }
        let artifacts = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT * FROM artifacts WHERE study_id = ? AND number = ?"),
            arguments: key)
        return TrialContent(
            try Trial(row),
            trace: try trace(ofTrial: number, of: study, in: database),
            intermediateValues: try intermediateValues(ofTrial: number, of: study, in: database),
            artifacts: try artifacts.reduce(into: [:]) {
                try RowChecksum.verify($1, of: "artifacts")
                $0[try $1.decode(String.self, forColumn: "name")] = try $1.decode(Data.self, forColumn: "data")
            },
            attributes: try attributes(ofTrial: number, of: study, in: database))
    }
}
