import HyperparameterSearch

extension PostgreSQLStore {
    /// Always empty: a server checks its pages itself.
    public func findings() throws -> [StoreFinding] { [] }

    /// The broken rules among a study's trials that the schema does not enforce, the conflicts between runs, and, as notes,
    /// the trials that dead runs still hold. All are read at one moment.
    public func findings(of study: StudyRecord) throws -> [StoreFinding] {
        try readAtOnce { connection in
            let check = StudyCheck(study, connection)
            return try check.rules() + check.disagreements(conflicts(of: study.id, connection))
                + check.staleClaims(staleRuns(of: study.id, connection))
        }
    }

    public func reclaimSpace(rewriting: Bool) throws -> StoreSpace {
        guard access == .writing else { throw PostgreSQLError.readOnly(server: server.name) }
        let tables = [
            "studies", "runs", "trials", "traces", "artifacts", "checkpoints", "intermediate_values",
            "study_attributes",
            "trial_attributes", "conflicts",
        ]
        return try read { connection in
            let size = {
                var row = try connection.run(
                    "SELECT sum(pg_total_relation_size(name::regclass))::bigint FROM unnest($1::text[]) AS name",
                    [.texts(tables)]
                ).first
                return try row?.integer() ?? 0
            }
            let before = try size()
            try connection.execute("VACUUM (ANALYZE\(rewriting ? ", FULL" : "")) \(tables.joined(separator: ", "))")
            return StoreSpace(before: before, after: try size(), unused: 0)
        }
    }
}

/// The rules of a study's trials. Each is a query.
private struct StudyCheck {
    let connection: Connection
    let id: StudyID
    let name: String

    init(_ study: StudyRecord, _ connection: Connection) {
        (id, name, self.connection) = (study.id, study.definition.name, connection)
    }

    func rules() throws -> [StoreFinding] {
        let having = { (table: String) in
            "EXISTS (SELECT 1 FROM \(table) x WHERE x.study_id = $1 AND x.number = trials.number)"
        }
        let ofStudy = "(SELECT id FROM runs WHERE study_id = $1)"
        return try missing()
            + faults(
                "is beyond the numbers that were given out", .rebuild,
                "number >= (SELECT next_number FROM studies WHERE id = $1)")
            + faults(
                "names a run that is not of this study", .restore,
                "run_id NOT IN \(ofStudy) OR holder_id NOT IN \(ofStudy)")
            + faults(
                "has ended, and has a checkpoint", .rebuild,
                "state IN ('complete', 'failed') AND \(having("checkpoints"))")
            + faults("has not ended, and has a trace", .rebuild, "run_id IS NULL AND \(having("traces"))")
            + faults("has not ended, and has artifacts", .rebuild, "run_id IS NULL AND \(having("artifacts"))")
            + faults(
                "has an infinite value or bound", .restore,
                "value IN ('inf', '-inf', 'nan') OR bound IN ('inf', '-inf', 'nan') "
                    + "OR last_value IN ('inf', '-inf', 'nan')")
    }

    /// Every number that was given out has a row.
    private func missing() throws -> [StoreFinding] {
        try connection.run(
            """
            SELECT n FROM studies, generate_series(0, next_number - 1) AS n WHERE id = $1
            AND NOT EXISTS (SELECT 1 FROM trials WHERE study_id = $1 AND number = n) ORDER BY n
            """, [id.parameter]
        ).map { fault(try $0.integer(), "has no row, and would never be evaluated", .rebuild) }
    }

    func disagreements(_ conflicts: [TrialConflict]) -> [StoreFinding] {
        conflicts.map { conflict in
            fault(
                conflict.number,
                "run \(conflict.run.rawValue) found another result than is stored: \(conflict.difference)", .replay)
        }
    }

    /// Trials that are held by dead or ended runs. The next run claims them, so nothing is lost.
    func staleClaims(_ stale: [StaleRun]) -> [StoreFinding] {
        stale.map { run in
            let isAsked = run.record.description.asked != nil
            let what =
                run.record.ended != nil
                ? "has ended"
                : isAsked
                    ? "has told nothing before its lease ended, and has not ended"
                    : "has died, or said nothing for too long, and has not ended"
            return StoreFinding(
                .note, study: name,
                "run \(run.record.id.rawValue) (\(run.record.description.workerText)) \(what), with "
                    + "\(run.claimed.counted("trial")) claimed", remedy: .release)
        }
    }

    private func faults(_ what: String, _ remedy: StoreFinding.Remedy, _ condition: String) throws -> [StoreFinding] {
        try connection.run(
            "SELECT number FROM trials WHERE study_id = $1 AND (\(condition)) ORDER BY number", [id.parameter]
        ).map { fault(try $0.integer(), what, remedy) }
    }

    private func fault(_ trial: Int, _ what: String, _ remedy: StoreFinding.Remedy) -> StoreFinding {
        StoreFinding(.fault, study: name, trial: trial, what, remedy: remedy)
    }
}
