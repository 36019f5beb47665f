import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try write { database in
            _ = try Self.direction(of: study, in: database)
            try Self.requireRows(of: study, in: database)
            try Self.releaseStaleClaims(of: study, in: database)
            if let other = try Self.runsAtWork(on: study, in: database).first(where: {
                $0.record.description.scheduler != description.scheduler
            }) {
                throw StudyError.otherScheduler(other.record, wanted: description.scheduler)
            }
            if let fileSystem,
                let other = try Self.runsAtWork(on: study, in: database).first(where: {
                    $0.record.description.worker.isElsewhere(than: description.worker)
                })
            {
                throw StorageError.otherMachine(
                    path: path, fileSystem: fileSystem.type, host: other.record.description.worker.host)
            }
            let now = Date().timeIntervalSince1970
            return try RunRow(
                study: study, description: StoredJSON.text(description), started: now,
                lease: now + (description.asked?.lease ?? lease)
            ).insert(database)
        }
    }

    /// - Throws: `StudyError.trialsMissing` where a trial that was given out has no row. It could never
    ///   be claimed.
    static func requireRows(of study: StudyID, in database: Database) throws {
        let next = try nextNumber(of: study, in: database).next
        let count = try Int.fetchOne(
            database, sql: "SELECT COUNT(*) FROM trials WHERE study_id = ? AND number < ?",
            arguments: [study.rawValue, next])
        let claimed = try ClaimedRange.all(of: study, in: database).reduce(0) {
            $0 + (try $1.count(below: next, database))
        }
        guard let count = count.map({ $0 + claimed }), count < next else { return }
        let name = try String.fetchOne(
            database, sql: "SELECT name FROM studies WHERE id = ?", arguments: [study.rawValue])
        throw StudyError.trialsMissing(study: name ?? "", count: next - count)
    }

    public func endRun(_ run: RunID, as ending: RunEnding) throws {
        try write { database in
            let active = try activeRun(run, in: database)
            try Self.end(run, of: active.study, as: ending, in: database)
        }
    }

    /// Ends a run whose trials were asked for, where it holds none any more.
    static func endIfDone(_ run: RunID, _ active: ActiveRun, in database: Database) throws {
        guard active.isAsked, try held(by: run, of: active.study, in: database).isEmpty else { return }
        try end(run, of: active.study, as: active.lapses > 0 ? .abandoned : .finished, in: database)
    }

    @discardableResult
    public func renew(_ run: RunID, reopening: Reopening) throws -> StudyActivity {
        try write { database in
            let active = try activeRun(run, in: database)
            let (study, shard) = (active.study.rawValue, active.shard)
            let claimed = try Int.fetchOne(
                database,
                sql: """
                    SELECT COUNT(*) FROM trials INDEXED BY trials_held
                    WHERE holder_id IS NOT NULL AND +study_id = ? AND holder_id <> ?
                    AND number % ? = ? AND number < (SELECT budget FROM studies WHERE id = ?)
                    """,
                arguments: [study, run.rawValue, shard.count, shard.index, study])
            let (next, budget) = try Self.nextNumber(of: active.study, in: database)
            let inRanges = try ClaimedRange.all(of: active.study, in: database).filter { $0.run != run }
                .reduce(0) { $0 + (try $1.count(in: shard, below: budget, database)) }
            let direction = try Self.direction(of: active.study, in: database)
            let reopened = ReopenedTrials(reopening, of: active.study, direction: direction)
            let waiting = try ([ReopenedTrials.waiting(of: active.study)] + reopened.parts).reduce(0) {
                $0 + (try $1.count(in: shard, below: budget, isFree: true, limit: StudyActivity.mostCounted, database))
            }
            let new = shard.size(below: budget) - shard.size(below: min(next, budget))
            let others = try Self.runsAtWork(on: active.study, in: database).count {
                $0.record.id != run && !$0.isDead
            }
            return StudyActivity(
                otherRuns: others, claimedByOthers: (claimed ?? 0) + inRanges,
                unclaimed: min(waiting + new, StudyActivity.mostCounted), lapses: active.lapses)
        }
    }

    public func runs(of study: StudyID) throws -> [RunRecord] {
        try read(study) { try Self.runs(of: study, in: $0) }
    }

    static func runs(of study: StudyID, in database: Database) throws -> [RunRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM runs WHERE study_id = ? ORDER BY id", arguments: [study.rawValue]
        ).map(RunRecord.init)
    }

    public func run(_ id: RunID, of study: StudyID) throws -> RunRecord? {
        try read(study) { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM runs WHERE id = ? AND study_id = ?",
                arguments: [id.rawValue, study.rawValue]
            ).map(RunRecord.init)
        }
    }

    public func runsAtWork(on study: StudyID) throws -> [RunAtWork] {
        try read(study) { database in
            try Self.runsAtWork(on: study, in: database).map { run in
                RunAtWork(
                    record: run.record, claimed: try Self.held(by: run.record.id, of: study, in: database).count,
                    isDead: run.isDead, leaseEnd: run.leaseEnd)
            }
        }
    }

    public func recordedTrials(of study: StudyID) throws -> [RunID: Int] {
        try read(study) { database in
            var counts: [RunID: Int] = [:]
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT run_id, COUNT(*) FROM trials WHERE study_id = ? AND run_id IS NOT NULL GROUP BY run_id",
                arguments: [study.rawValue])
            while let row = try rows.next() { counts[RunID(row[0])] = row[1] }
            return counts
        }
    }

    /// The study and the shard of a run that works now.
    struct ActiveRun {
        let study: StudyID
        let shard: Shard
        let lapses: Int
        /// Whether a program outside asked for the run's trials.
        let isAsked: Bool
    }

    /// Finds a run that has not ended, and renews its lease. An abandoned run that calls the store after all goes on.
    func activeRun(_ run: RunID, in database: Database) throws -> ActiveRun {
        guard
            let row = try Row.fetchOne(database, sql: "SELECT * FROM runs WHERE id = ?", arguments: [run.rawValue])
        else { throw StudyError.noRun(run) }
        try RowChecksum.verify(row, of: "runs")
        var lapses = try StoredRow.count(row, "lapses")
        switch try row.decode(String?.self, forColumn: "ending").flatMap(RunEnding.init) {
        case nil: break
        case .abandoned: lapses += 1
        case .finished, .interrupted, .failed: throw StudyError.runEnded(run)
        }
        let description: RunDescription = try StoredJSON.value(row.decode(forColumn: "description"))
        let lease = description.asked?.lease ?? lease
        try database.execute(
            sql: "UPDATE runs SET lease_expires_at = ?, ended_at = NULL, ending = NULL, lapses = ? WHERE id = ?",
            arguments: [Date().timeIntervalSince1970 + lease, lapses, run.rawValue])
        return ActiveRun(
            study: StudyID(try row.decode(forColumn: "study_id")), shard: description.shard ?? .whole, lapses: lapses,
            isAsked: description.asked != nil)
    }

    /// The runs of a study that have not ended, including the dead ones.
    static func runsAtWork(
        on study: StudyID, in database: Database
    ) throws -> [(record: RunRecord, isDead: Bool, leaseEnd: Date)] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM runs WHERE study_id = ? AND ended_at IS NULL ORDER BY id",
            arguments: [study.rawValue]
        ).map { row in
            let record = try RunRecord(row)
            let expiry = try StoredRow.requiredDate(row, "lease_expires_at")
            return (record, record.description.worker.isCertainlyDead || expiry < Date(), expiry)
        }
    }

    /// Ends the dead runs of a study as abandoned. The trials that they had claimed wait.
    ///
    /// - Parameter speaker: a run that is certainly alive, whatever its lease.
    static func abandonDeadRuns(of study: StudyID, except speaker: RunID? = nil, in database: Database) throws {
        for run in try runsAtWork(on: study, in: database) where run.isDead && run.record.id != speaker {
            try end(run.record.id, of: study, as: .abandoned, in: database)
        }
    }

    private static func end(
        _ run: RunID, of study: StudyID, as ending: RunEnding, in database: Database
    ) throws {
        let row = try Row.fetchOne(database, sql: "SELECT * FROM runs WHERE id = ?", arguments: [run.rawValue])
        try row.map { try RowChecksum.verify($0, of: "runs") }
        // An attempt at trials that were asked for and not told is counted.
        let countsAttempts = try ending == .abandoned && row.map(RunRecord.init)?.description.asked != nil
        try database.execute(
            sql: "UPDATE runs SET ended_at = ?, ending = ? WHERE id = ?",
            arguments: [Date().timeIntervalSince1970, ending.rawValue, run.rawValue])
        try release(
            held(by: run, of: study, in: database), heldBy: run, of: study, countsAttempts: countsAttempts, in: database
        )
    }
}
