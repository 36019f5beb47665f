import Foundation
import HyperparameterSearch
import StudyStorage

extension PostgreSQLStore {
    public func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try write { connection in
            try lock(study, connection)
            try releaseStaleClaims(of: study, connection)
            if let other = try runsAtWork(on: study, connection).first(where: {
                $0.record.description.scheduler != description.scheduler
            }) {
                throw StudyError.otherScheduler(other.record, wanted: description.scheduler)
            }
            var row = try connection.run(
                """
                INSERT INTO runs (study_id, description, started_at, lease_expires_at)
                VALUES ($1, $2, \(serverTime), \(serverTime) + $3) RETURNING id
                """,
                [
                    study.parameter, .text(try StoredJSON.text(description)),
                    .real(description.asked?.lease ?? lease),
                ]
            ).first
            return RunID(Int64(try row?.integer() ?? 0))
        }
    }

    public func endRun(_ run: RunID, as ending: RunEnding) throws {
        try write { connection in
            let active = try activeRun(run, connection)
            try end(run, as: ending, countsAttempts: active.isAsked && ending == .abandoned, connection)
        }
    }

    /// The study and the shard of a run that works now.
    struct ActiveRun {
        let study: StudyID
        let shard: Shard
        let lapses: Int
        /// Whether a program outside asked for the run's trials.
        let isAsked: Bool

        /// - Parameter row: a row whose next columns are those of a run at work.
        init(_ row: inout ResultRow) throws {
            study = StudyID(Int64(try row.integer()))
            lapses = try row.integer()
            shard = row.optionalText().flatMap { Shard($0) } ?? .whole
            isAsked = try row.boolean()
        }
    }

    /// The assignments that renew a run's lease, `$2` seconds where the run has none of its own. An abandoned run that calls
    /// the store after all goes on.
    static let renewal = """
        ended_at = NULL, ending = NULL,
        lease_expires_at = \(serverTime) + coalesce((description::json #>> '{asked,lease}')::float8, $2),
        lapses = lapses + CASE ending WHEN 'abandoned' THEN 1 ELSE 0 END
        """
    /// The condition that a run has not ended for good.
    static let mayGoOn = "coalesce(ending, 'abandoned') = 'abandoned'"
    /// The columns of an ``ActiveRun``, and a lock that readers of changes wait for.
    static let activeColumns = """
        study_id, lapses, description::json ->> 'shard', description::json -> 'asked' IS NOT NULL,
        pg_advisory_xact_lock_shared(\(AdvisoryLock.revisions), study_id::int)
        """

    /// Finds a run that has not ended, renews its lease and locks it until the end of the transaction.
    func activeRun(_ run: RunID, _ connection: Connection) throws -> ActiveRun {
        let renewed = try connection.run(
            "UPDATE runs SET \(Self.renewal) WHERE id = $1 AND \(Self.mayGoOn) RETURNING \(Self.activeColumns)",
            [run.parameter, .real(lease)])
        guard var row = renewed.first else { throw try ended(run, connection) }
        return try ActiveRun(&row)
    }

    /// The error of a run that has ended or was deleted.
    func ended(_ run: RunID, _ connection: Connection) throws -> StudyError {
        let rows = try connection.run("SELECT 1 FROM runs WHERE id = $1", [run.parameter])
        return rows.count == 0 ? .noRun(run) : .runEnded(run)
    }

    /// Ends a run whose trials were asked for, where it holds none any more.
    func endIfDone(_ run: RunID, _ active: ActiveRun, _ connection: Connection) throws {
        guard active.isAsked,
            try connection.run("SELECT 1 FROM trials WHERE holder_id = $1 LIMIT 1", [run.parameter]).count == 0
        else { return }
        try end(run, as: active.lapses > 0 ? .abandoned : .finished, countsAttempts: false, connection)
    }

    /// Ends a run. The trials that it holds wait, or stay pruned.
    ///
    /// - Parameter countsAttempts: whether the attempts of the trials without a result are counted.
    func end(_ run: RunID, as ending: RunEnding, countsAttempts: Bool, _ connection: Connection) throws {
        try connection.run(
            "UPDATE runs SET ended_at = \(serverTime), ending = $2 WHERE id = $1",
            [run.parameter, .text(ending.rawValue)]
        )
        try release(nil, heldBy: run, countsAttempts: countsAttempts, connection)
    }

    /// Takes trials away from the run that holds them. Trials without a result wait; pruned ones stay pruned.
    ///
    /// - Parameters:
    ///   - numbers: nil for all.
    ///   - countsAttempts: whether the attempts of the trials without a result are counted.
    func release(_ numbers: [Int]?, heldBy run: RunID, countsAttempts: Bool, _ connection: Connection) throws {
        try connection.run(
            """
            WITH held AS MATERIALIZED (SELECT study_id, number FROM trials WHERE holder_id = $1
              AND ($2 OR number = ANY ($3)) ORDER BY number FOR NO KEY UPDATE)
            UPDATE trials t SET state = CASE state WHEN 'claimed' THEN 'waiting' ELSE state END, holder_id = NULL,
            attempt = attempt + CASE WHEN $4 AND state = 'claimed' THEN 1 ELSE 0 END, revision = nextval('revisions')
            FROM held WHERE t.study_id = held.study_id AND t.number = held.number
            """,
            [run.parameter, .boolean(numbers == nil), .integers(numbers ?? []), .boolean(countsAttempts)])
    }

    public func release(_ numbers: [Int], for run: RunID) throws {
        try write { connection in
            let active = try activeRun(run, connection)
            try release(numbers, heldBy: run, countsAttempts: false, connection)
            try endIfDone(run, active, connection)
        }
    }

    // MARK: Runs at work

    public func runs(of study: StudyID) throws -> [RunRecord] {
        try read(study) { connection, _ in try Self.runs(of: study, connection) }
    }

    static func runs(of study: StudyID, _ connection: Connection) throws -> [RunRecord] {
        try connection.run(
            "SELECT \(RunRecord.columns) FROM runs WHERE study_id = $1 ORDER BY id", [study.parameter]
        ).map { try RunRecord(&$0) }
    }

    public func run(_ id: RunID, of study: StudyID) throws -> RunRecord? {
        try read(study) { connection, _ in
            var row = try connection.run(
                "SELECT \(RunRecord.columns) FROM runs WHERE id = $1 AND study_id = $2",
                [id.parameter, study.parameter]
            ).first
            return try row.take().map { row in
                var row = row
                return try RunRecord(&row)
            }
        }
    }

    public func runsAtWork(on study: StudyID) throws -> [RunAtWork] {
        try read(study) { connection, _ in try runsAtWork(on: study, connection) }
    }

    /// The runs of a study that have not ended, including the dead ones.
    func runsAtWork(on study: StudyID, _ connection: Connection) throws -> [RunAtWork] {
        try connection.run(
            """
            SELECT \(RunRecord.columns), lease_expires_at < \(serverTime), lease_expires_at,
            (SELECT count(*) FROM trials WHERE holder_id = runs.id)
            FROM runs WHERE study_id = $1 AND ended_at IS NULL ORDER BY id
            """, [study.parameter]
        ).map { row in
            let record = try RunRecord(&row)
            let (isExpired, leaseEnd) = (try row.boolean(), Date(timeIntervalSince1970: try row.real()))
            return RunAtWork(
                record: record, claimed: try row.integer(),
                isDead: isExpired || record.description.worker.isCertainlyDead, leaseEnd: leaseEnd)
        }
    }

    public func recordedTrials(of study: StudyID) throws -> [RunID: Int] {
        try read(study) { connection, _ in
            let counts = try connection.run(
                "SELECT run_id, count(*) FROM trials WHERE study_id = $1 AND run_id IS NOT NULL GROUP BY run_id",
                [study.parameter]
            ).map { (RunID(Int64(try $0.integer())), try $0.integer()) }
            return Dictionary(counts) { first, _ in first }
        }
    }

    /// The condition that a run at work may be dead: its lease has expired, or it is of another process of this machine.
    ///
    /// - Parameters:
    ///   - scope: the parameter with this machine's boot and process namespace.
    ///   - process: the parameter with this process, which is alive.
    static func mayBeDead(_ scope: String, _ process: String) -> String {
        """
        ended_at IS NULL AND (lease_expires_at < \(serverTime) OR description::json #>> '{worker,scope}' = \(scope)
        AND description::json #>> '{worker,process}' <> \(process))
        """
    }

    /// The runs at work whose lease has expired or whose process on this machine has certainly died.
    private func deadRuns(
        of study: StudyID, except speaker: RunID?, _ connection: Connection
    ) throws -> (dead: [RunID], died: [RunID]) {
        var (dead, died): ([RunID], [RunID]) = ([], [])
        let rows = try connection.run(
            """
            SELECT id, lease_expires_at < \(serverTime), description::json -> 'worker' #>> '{}' FROM runs
            WHERE study_id = $1 AND id <> $2 AND \(Self.mayBeDead("$3", "$4"))
            """,
            [study.parameter, .integer(Int(speaker?.rawValue ?? 0)), .text(worker.scope), .text("\(worker.process)")])
        for index in 0..<rows.count {
            var row = rows[index]
            let (id, isExpired) = (RunID(Int64(try row.integer())), try row.boolean())
            let worker = try JSONDecoder().decode(Worker.self, from: row.data())
            if isExpired {
                dead.append(id)
            } else if worker.isCertainlyDead {
                dead.append(id)
                died.append(id)
            }
        }
        return (dead, died)
    }

    /// The number of other runs of a study at work that are not dead.
    func livingRuns(of study: StudyID, except run: RunID, _ connection: Connection) throws -> Int {
        var row = try connection.run(
            "SELECT count(*) FROM runs WHERE study_id = $1 AND ended_at IS NULL AND id <> $2",
            [study.parameter, run.parameter]
        ).first
        let atWork = try row?.integer() ?? 0
        return atWork == 0 ? 0 : try atWork - deadRuns(of: study, except: run, connection).dead.count
    }

    /// Ends the dead runs of a study as abandoned. The trials that they had claimed wait.
    ///
    /// - Parameter speaker: a run that is certainly alive, whatever its lease.
    func abandonDeadRuns(of study: StudyID, except speaker: RunID? = nil, _ connection: Connection) throws {
        let (dead, died) = try deadRuns(of: study, except: speaker, connection)
        guard !dead.isEmpty else { return }
        // A run whose row is locked calls the store at this moment, and one that has just called has a new lease.
        let locked = try connection.run(
            """
            SELECT id, description::json -> 'asked' IS NOT NULL FROM runs
            WHERE id = ANY ($1) AND ended_at IS NULL AND (lease_expires_at < \(serverTime) OR id = ANY ($2))
            ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
            """, [.integers(dead.map { Int($0.rawValue) }), .integers(died.map { Int($0.rawValue) })]
        ).map { (run: RunID(Int64(try $0.integer())), isAsked: try $0.boolean()) }
        for (run, isAsked) in locked { try end(run, as: .abandoned, countsAttempts: isAsked, connection) }
    }

    @discardableResult
    public func releaseStaleClaims(of study: StudyID) throws -> [StaleRun] {
        try write { connection in
            try lock(study, connection)
            return try releaseStaleClaims(of: study, connection)
        }
    }

    @discardableResult
    private func releaseStaleClaims(of study: StudyID, _ connection: Connection) throws -> [StaleRun] {
        let stale = try staleRuns(of: study, connection)
        try abandonDeadRuns(of: study, connection)
        // No run ends while it holds trials. But where another program changed the tables, these trials must become free.
        for run in stale where run.record.ended != nil {
            try release(nil, heldBy: run.record.id, countsAttempts: false, connection)
        }
        return stale
    }

    /// The dead runs that have not been ended, and the ended runs that still hold trials.
    func staleRuns(of study: StudyID, _ connection: Connection) throws -> [StaleRun] {
        let dead = try runsAtWork(on: study, connection).filter(\.isDead)
            .map { StaleRun(record: $0.record, claimed: $0.claimed) }
        let ended = try connection.run(
            """
            SELECT \(RunRecord.columns), (SELECT count(*) FROM trials WHERE holder_id = runs.id) FROM runs
            WHERE study_id = $1 AND ended_at IS NOT NULL
            AND id IN (SELECT holder_id FROM trials WHERE holder_id IS NOT NULL) ORDER BY id
            """, [study.parameter]
        ).map { row in
            let record = try RunRecord(&row)
            return StaleRun(record: record, claimed: try row.integer())
        }
        return dead + ended
    }
}
