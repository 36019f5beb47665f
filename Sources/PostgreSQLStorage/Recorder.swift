import Foundation
import HyperparameterSearch
import StudyStorage

extension PostgreSQLStore {
    @discardableResult
    public func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording {
        if !trials.isEmpty {
            let records = try trials.map { try TrialRecord($0, run: run, of: StudyID(0)) }
            var recording = Recording()
            recording.recorded = records.map(\.number)
            do {
                return try writeInOneStatement(recording) { connection, call in
                    try TrialWriter.record(records, heldBy: run, lease: lease, as: call, connection)
                }
            } catch is RefusedRow {
                // One of the trials is not held by the run or has a result, or a program asked for it.
            }
        }
        return try write { try record(trials, for: run, oneByOne: $0) }
    }

    private func record(_ trials: [FinishedTrial], for run: RunID, oneByOne connection: Connection) throws -> Recording
    {
        let active = try activeRun(run, connection)
        let direction = try direction(of: active.study, connection)
        let writer = TrialWriter(connection: connection, study: active.study)
        try connection.run(
            "SELECT 1 FROM trials WHERE study_id = $1 AND number = ANY ($2) ORDER BY number FOR NO KEY UPDATE",
            [active.study.parameter, .integers(trials.map(\.candidate.number))])
        var recording = Recording()
        for finished in trials {
            let number = finished.candidate.number
            let new = TrialContent(finished, run: run)
            guard let stored = try content(ofTrial: number, of: active.study, connection) else {
                throw StudyError.notClaimed(number)
            }
            let isHeld = stored.trial.holder == run
            guard isHeld || stored.trial.mayHaveBeenTaken(from: run, lapses: active.lapses) else {
                throw StudyError.notClaimed(number)
            }
            if isHeld || !stored.trial.state.isFinished || new.completes(stored, direction: direction) {
                let kept = new.replacing(stored, direction: direction)
                try writer.replace([try TrialRecord(kept, of: active.study)])
                recording.recorded.append(number)
            } else {
                try compareLate(new, with: stored, direction, active.study, into: &recording, connection)
            }
        }
        try endIfDone(run, active, connection)
        return recording
    }

    /// Compares a result with the recorded one of another run. Either this run was taken for dead and the other run evaluated
    /// the trial, or the other run was taken for dead and recorded the trial first.
    private func compareLate(
        _ new: TrialContent, with stored: TrialContent, _ direction: Direction, _ study: StudyID,
        into recording: inout Recording, _ connection: Connection
    ) throws {
        let number = new.trial.number
        var new = new
        new.trial.attempt = stored.trial.attempt
        let differences = stored.contradictions(to: new, direction: direction)
        guard !differences.isEmpty, let run = new.trial.run else { return recording.repeated.append(number) }
        recording.conflicting.append(number)
        try connection.run(
            """
            INSERT INTO conflicts (study_id, number, run_id, found_at, difference) VALUES ($1, $2, $3, \(serverTime), $4)
            """,
            [
                study.parameter, .integer(number), run.parameter,
                .text(differences.map(\.description).joined(separator: "; ")),
            ])
    }

    @discardableResult
    public func requeueFailed(_ numbers: Set<Int>?, of study: StudyID) throws -> [Int] {
        try write { connection in
            try lock(study, connection)
            let failed = try connection.run(
                """
                UPDATE trials SET state = 'waiting', run_id = NULL, reason = NULL, named_values = NULL, steps = NULL,
                started_at = NULL, finished_at = NULL, attempt = attempt + 1, revision = nextval('revisions')
                WHERE study_id = $1 AND state = 'failed' AND ($2 OR number = ANY ($3)) RETURNING number
                """,
                [study.parameter, .boolean(numbers == nil), .integers(numbers.map { $0.sorted() } ?? [])]
            ).map { try $0.integer() }
            try TrialWriter(connection: connection, study: study).forget(failed, attributes: false)
            return failed.sorted()
        }
    }

    // MARK: Reading

    public func conflicts(of study: StudyID) throws -> [TrialConflict] {
        try read(study) { connection, _ in try conflicts(of: study, connection) }
    }

    func conflicts(of study: StudyID, _ connection: Connection) throws -> [TrialConflict] {
        try connection.run(
            "SELECT number, run_id, found_at, difference FROM conflicts WHERE study_id = $1 ORDER BY id",
            [study.parameter]
        ).map { row in
            TrialConflict(
                number: try row.integer(), run: RunID(Int64(try row.integer())),
                found: Date(timeIntervalSince1970: try row.real()), difference: try row.text())
        }
    }

    public func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent? {
        try readAtOnce { try content(ofTrial: number, of: study, $0) }
    }

    func content(ofTrial number: Int, of study: StudyID, _ connection: Connection) throws -> TrialContent? {
        let key: [Parameter] = [study.parameter, .integer(number)]
        let rows = try connection.run(
            "SELECT \(Trial.columns) FROM trials WHERE study_id = $1 AND number = $2", key)
        guard var row = rows.first else { return nil }
        let artifacts = try connection.run(
            "SELECT name, data FROM artifacts WHERE study_id = $1 AND number = $2", key
        ).map { (try $0.text(), try $0.data()) }
        return TrialContent(
            try Trial(&row), trace: try trace(key, connection),
            intermediateValues: try intermediateValues(key, connection),
            artifacts: Dictionary(artifacts) { first, _ in first },
            attributes: try attributes(ofTrial: number, of: study, connection))
    }
}
