import Foundation
import HyperparameterSearch

/// The progress of running trials: checkpoints and intermediate values.
extension PostgreSQLStore {
    public func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws {
        guard try saveCheckpoints([checkpoint], for: run).contains(checkpoint.number) else {
            throw StudyError.notClaimed(checkpoint.number)
        }
    }

    public func saveCheckpoints(_ checkpoints: [TrialCheckpoint], for run: RunID) throws -> Set<Int> {
        // Of two checkpoints of one trial the last one counts.
        let latest = Dictionary(checkpoints.map { ($0.number, $0) }) { _, last in last }.values
            .sorted { $0.number < $1.number }
        return try write { connection in
            let study = try activeRun(run, connection).study
            return Set(
                try connection.run(
                    """
                    INSERT INTO checkpoints (study_id, number, step, data)
                    SELECT $1, t.number, n.step, n.data
                    FROM unnest($3::bigint[], $4::bigint[], $5::bytea[]) AS n (number, step, data)
                    JOIN trials t ON t.study_id = $1 AND t.number = n.number AND t.holder_id = $2
                    ON CONFLICT (study_id, number) DO UPDATE SET step = excluded.step, data = excluded.data
                    RETURNING number
                    """,
                    [
                        study.parameter, run.parameter, .integers(latest.map(\.number)), .integers(latest.map(\.step)),
                        .byteStrings(latest.map(\.data)),
                    ]
                ).map { try $0.integer() })
        }
    }

    public func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint? {
        try checkpoints(ofTrials: [number], of: study)[number]
    }

    public func checkpoints(ofTrials numbers: [Int], of study: StudyID) throws -> [Int: TrialCheckpoint] {
        guard !numbers.isEmpty else { return [:] }
        return try read(study) { connection, _ in
            let found = try connection.run(
                "SELECT number, step, data FROM checkpoints WHERE study_id = $1 AND number = ANY ($2)",
                [study.parameter, .integers(numbers)]
            ).map { TrialCheckpoint(number: try $0.integer(), step: try $0.integer(), data: try $0.data()) }
            return Dictionary(found.map { ($0.number, $0) }) { first, _ in first }
        }
    }

    public func saveIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int, for run: RunID) throws {
        var latest: [IntermediateValue] = []
        latest.take(values)
        try write { connection in
            let study = try activeRun(run, connection).study
            let held = try connection.run(
                """
                UPDATE trials SET revision = nextval('revisions')
                WHERE study_id = $1 AND number = $2 AND holder_id = $3 RETURNING number
                """, [study.parameter, .integer(number), run.parameter])
            guard held.count == 1 else { throw StudyError.notClaimed(number) }
            try TrialWriter(connection: connection, study: study).writeIntermediateValues(latest, ofTrial: number)
        }
    }

    public func intermediateValues(ofTrial number: Int, of study: StudyID) throws -> [IntermediateValue] {
        try read(study) { connection, _ in try intermediateValues([study.parameter, .integer(number)], connection) }
    }

    /// - Parameter key: the study and the number.
    func intermediateValues(_ key: [Parameter], _ connection: Connection) throws -> [IntermediateValue] {
        try connection.run(
            "SELECT step, value FROM intermediate_values WHERE study_id = $1 AND number = $2 ORDER BY step", key
        ).map { IntermediateValue(step: try $0.integer(), value: try $0.real()) }
    }

    // MARK: Traces and artifacts

    public func trace(ofTrial number: Int, of study: StudyID) throws -> Data? {
        try read(study) { connection, _ in try trace([study.parameter, .integer(number)], connection) }
    }

    /// - Parameter key: the study and the number.
    func trace(_ key: [Parameter], _ connection: Connection) throws -> Data? {
        var row = try connection.run("SELECT trace FROM traces WHERE study_id = $1 AND number = $2", key).first
        return row?.optionalData()
    }

    public func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data? {
        try read(study) { connection, _ in
            var row = try connection.run(
                "SELECT data FROM artifacts WHERE study_id = $1 AND number = $2 AND name = $3",
                [study.parameter, .integer(number), .text(name)]
            ).first
            return row?.optionalData()
        }
    }

    public func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String] {
        try read(study) { connection, _ in
            try connection.run(
                "SELECT name FROM artifacts WHERE study_id = $1 AND number = $2", [study.parameter, .integer(number)]
            ).map { try $0.text() }.sorted()
        }
    }
}
