import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    /// The broken rules among a study's trials that the schema does not enforce, the conflicts between runs, and, as
    /// notes, the trials that dead runs still hold.
    ///
    /// - Throws: ``StorageError``; `StudyError.noStudy` where the study was deleted.
    public func findings(of study: StudyRecord) throws -> [StoreFinding] {
        try read { database in
            let check = try StudyCheck(study, database)
            return try [
                check.numbers(), check.runs(), check.revisions(), check.belongings(), check.infinities(),
                check.disagreements(), check.checksums(), check.rows(), check.staleClaims(),
            ].flatMap { $0 }
        }
    }
}

/// The rules of a study's trials. Each is a query, and all run in one transaction.
private struct StudyCheck {
    let database: Database
    let id: StudyID
    let name: String
    let next: Int

    init(_ study: StudyRecord, _ database: Database) throws {
        self.database = database
        id = study.id
        name = study.definition.name
        next = try SQLiteStore.nextNumber(of: study.id, in: database).next
    }

    /// Every number that was given out has a row or is in a claim, and no other number has a row.
    func numbers() throws -> [StoreFinding] {
        let beyond = try faults(
            "is beyond the numbers that were given out, \(next) in all", .rebuild, where: "number >= \(next)")
        // The repair of a damaged claim gives rows to all trials that have none.
        guard try damagedClaims().isEmpty else { return beyond }
        var findings: [StoreFinding] = []
        var expected = 0
        let add = { (range: Range<Int>) in
            let those = range.count == 1 ? "has" : "and those up to \(range.upperBound - 1) have"
            findings.append(
                fault(range.lowerBound, "\(those) no row, and would never be evaluated", .rebuild))
        }
        let claimed = try ClaimedRange.all(of: id, in: database).map(\.numbers)
            .map { "(\($0.lowerBound), \($0.upperBound))" }
        let numbers = try Int.fetchCursor(
            database,
            sql: claimed.isEmpty
                ? "SELECT number FROM trials WHERE study_id = ? AND number < ? ORDER BY number"
                : """
                WITH RECURSIVE ranges (first, beyond) AS (VALUES \(claimed.joined(separator: ", "))),
                claimed (number, beyond) AS (
                  SELECT first, beyond FROM ranges
                  UNION ALL SELECT number + 1, beyond FROM claimed WHERE number + 1 < beyond)
                SELECT number FROM trials WHERE study_id = ? AND number < ?
                UNION SELECT number FROM claimed ORDER BY number
                """,
            arguments: [id.rawValue, next])
        while let number = try numbers.next(), number < next {
            if number > expected { add(expected..<number) }
            expected = number + 1
        }
        if expected < next { add(expected..<next) }
        return findings + beyond
    }

    private func damagedClaims() throws -> [Row] {
        try database.tableExists("claims") ? DamagedTrials.rows(of: "claims", of: id, in: database) : []
    }

    /// A trial's run belongs to the trial's study. (The check of the file finds trials whose run is missing.)
    func runs() throws -> [StoreFinding] {
        try faults(
            "was made by a run of another study", .restore,
            where: """
                run_id IN (SELECT id FROM runs WHERE study_id <> \(id.rawValue))
                OR holder_id IN (SELECT id FROM runs WHERE study_id <> \(id.rawValue))
                """)
    }

    /// The revisions let a reader of a study's changes see every change.
    func revisions() throws -> [StoreFinding] {
        try faults(
            "has a revision beyond its study's, so that a later change would be missed", .rebuild,
            where: "revision > (SELECT revision FROM studies WHERE studies.id = trials.study_id)")
            + faults(
                "has the revision of another trial, so that a page of changes may miss it", .rebuild,
                // In the order of the index. A comparison of all pairs of trials would take too long.
                where: """
                    number IN (SELECT number FROM (SELECT number, revision = lag(revision) OVER
                    (ORDER BY revision, number) AS repeats FROM trials WHERE study_id = \(id.rawValue)) WHERE repeats)
                    """)
    }

    /// Only trials that are running or waiting have checkpoints. Only trials with results have traces and artifacts.
    func belongings() throws -> [StoreFinding] {
        let having = { (table: String) in
            "EXISTS (SELECT 1 FROM \(table) WHERE study_id = trials.study_id AND number = trials.number)"
        }
        return try faults(
            "has ended, and has a checkpoint", .rebuild,
            where: "state IN ('complete', 'failed') AND \(having("checkpoints"))")
            + faults(
                "has not ended, and has a trace", .rebuild,
                where: "finished_at IS NULL AND \(having("traces"))")
            + faults(
                "has not ended, and has artifacts", .rebuild,
                where: "finished_at IS NULL AND \(having("artifacts"))")
    }

    /// All values and bounds are finite. An infinite value would be ranked.
    func infinities() throws -> [StoreFinding] {
        try faults(
            "has an infinite value or bound", .restore,
            where: "ABS(value) > 1.7976931348623157e308 OR ABS(bound) > 1.7976931348623157e308 "
                + "OR ABS(last_value) > 1.7976931348623157e308")
    }

    /// Every trial, and everything that belongs to it, is as it was recorded.
    func checksums() throws -> [StoreFinding] {
        try DamagedTrials.numbers(of: id, in: database).map { number in
            fault(
                number, "is not as it was recorded: something of it was changed or damaged since", .reevaluate)
        }
    }

    /// The rows that belong to no trial are as they were written.
    func rows() throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        let study = try Row.fetchOne(database, sql: "SELECT * FROM studies WHERE id = ?", arguments: [id.rawValue])
        if let study, !RowChecksum.isSound(study) {
            findings.append(
                StoreFinding(
                    .fault, study: name, "its own row (name, definition, number of trials) was changed or damaged",
                    remedy: .restore))
        }
        let attributes = try DamagedTrials.rows(of: "study_attributes", of: id, in: database)
        if !attributes.isEmpty {
            findings.append(
                StoreFinding(.fault, study: name, "an attribute of it was changed or damaged", remedy: .restore))
        }
        findings += try damagedClaims().map { row in
            fault(
                row["number"], "and those that a run claimed together with it are not as they were stored",
                .reevaluate)
        }
        return try findings
            + DamagedTrials.rows(of: "runs", of: id, in: database).map { row in
                StoreFinding(
                    .fault, study: name,
                    "run \(row["id"] as DatabaseValue) was changed or damaged since it was recorded",
                    remedy: .accept)
            }
    }

    func disagreements() throws -> [StoreFinding] {
        // A damaged one is a finding of its own.
        let sound = try DamagedTrials.rows(of: "conflicts", of: id, in: database).isEmpty
        return try (sound ? TrialConflict.all(of: id, in: database) : []).map { conflict in
            fault(
                conflict.number,
                "run \(conflict.run.rawValue) found another result than is stored: \(conflict.difference)",
                .replay)
        }
    }

    /// Trials that are held by dead or ended runs. The next run claims them, so nothing is lost.
    func staleClaims() throws -> [StoreFinding] {
        // A damaged claim is a finding of its own, and may name another run.
        guard try damagedClaims().isEmpty else { return [] }
        let stale = try SQLiteStore.staleRuns(of: id, in: database)
        return stale.map { run in
            let isAsked = run.record.description.asked != nil
            let what =
                run.record.ended == nil
                ? isAsked
                    ? "has told nothing before its lease ended, and has not ended"
                    : "has died, or said nothing for too long, and has not ended" : "has ended"
            return StoreFinding(
                .note, study: name,
                "run \(run.record.id.rawValue) (\(run.record.description.workerText)) \(what), "
                    + "with \(run.claimed.counted("trial")) claimed",
                remedy: .release)
        }
    }

    // MARK: Findings

    private func faults(_ what: String, _ remedy: StoreFinding.Remedy, where condition: String) throws -> [StoreFinding]
    {
        try Int.fetchAll(
            database, sql: "SELECT number FROM trials WHERE study_id = ? AND (\(condition)) ORDER BY number",
            arguments: [id.rawValue]
        ).map { fault($0, what, remedy) }
    }

    private func fault(_ trial: Int, _ what: String, _ remedy: StoreFinding.Remedy) -> StoreFinding {
        StoreFinding(.fault, study: name, trial: trial, what, remedy: remedy)
    }
}
