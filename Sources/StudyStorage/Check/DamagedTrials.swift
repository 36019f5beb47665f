import GRDB
import HyperparameterSearch

/// The trials of a study that are not as they were recorded.
enum DamagedTrials {
    /// The numbers of the trials of which any row differs from its checksum, and of the results that lack a row.
    static func numbers(of study: StudyID, in database: Database) throws -> [Int] {
        var numbers: Set<Int> = []
        for table in ["trials"] + RowChecksum.tablesOfTrials {
            for row in try rows(of: table, of: study, in: database) {
                numbers.insert(try row.decode(forColumn: "number"))
            }
        }
        let results = try Int.fetchAll(
            database, sql: "SELECT number FROM trials WHERE study_id = ? AND run_id IS NOT NULL",
            arguments: [study.rawValue])
        for number in results where !numbers.contains(number) {
            guard let record = try TrialRecord(number, of: study, in: database), !record.isAsRecorded else { continue }
            numbers.insert(number)
        }
        return numbers.sorted()
    }

    /// The study's rows of a table that differ from their checksums.
    static func rows(of table: String, of study: StudyID, in database: Database) throws -> [Row] {
        var damaged: [Row] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM \(table) WHERE study_id = ?", arguments: [study.rawValue])
        while let row = try rows.next() {
            if !RowChecksum.isSound(row) { damaged.append(row.copy()) }
        }
        return damaged
    }

    /// Requeues the damaged trials that no run holds: they wait, without parameters, and everything that belongs to
    /// them is deleted, except sound attributes. The attempt stays, so that a merge with a backup takes the backup's
    /// sound result.
    ///
    /// - Returns: the numbers of the requeued trials, ascending.
    static func requeue(of study: StudyID, in database: Database) throws -> [Int] {
        let free = try Set(
            Int.fetchAll(
                database, sql: "SELECT number FROM trials WHERE study_id = ? AND holder_id IS NULL",
                arguments: [study.rawValue]))
        let numbers = try numbers(of: study, in: database).filter(free.contains)
        var revision = try SQLiteStore.advanceRevision(of: study, by: numbers.count, in: database)
        for number in numbers {
            revision += 1
            let key: StatementArguments = [study.rawValue, number]
            let attributes = try Row.fetchAll(
                database, sql: "SELECT * FROM trial_attributes WHERE study_id = ? AND number = ?", arguments: key)
            for row in attributes where !RowChecksum.isSound(row) {
                try database.execute(
                    sql: "DELETE FROM trial_attributes WHERE study_id = ? AND number = ? AND name = ?",
                    arguments: key + [row["name"] as DatabaseValue])
            }
            for table in RowChecksum.tablesOfTrials where table != "trial_attributes" {
                try database.execute(sql: "DELETE FROM \(table) WHERE study_id = ? AND number = ?", arguments: key)
            }
            try database.execute(
                sql: """
                    UPDATE trials SET state = 'waiting', parameters = NULL, parent_study = NULL, parent_number = NULL,
                    run_id = NULL, value = NULL, bound = NULL, last_value = NULL, reason = NULL, named_values = NULL,
                    steps = NULL, started_at = NULL, finished_at = NULL, checksum = NULL, revision = ?
                    WHERE study_id = ? AND number = ?
                    """,
                arguments: [revision] + key)
        }
        return numbers
    }

    /// Deletes the damaged rows of claims, unless a run works on the study. The trials that have no row then wait.
    ///
    /// - Returns: the numbers of these trials, ascending.
    static func requeueClaims(of study: StudyID, in database: Database) throws -> [Int] {
        let damaged = try rows(of: "claims", of: study, in: database)
        guard !damaged.isEmpty, try SQLiteStore.runsAtWork(on: study, in: database).allSatisfy(\.isDead) else {
            return []
        }
        for row in damaged {
            try database.execute(sql: "DELETE FROM claims WHERE id = ?", arguments: [row["id"] as DatabaseValue])
        }
        try ClaimedRange.dissolveAll(of: study, in: database)
        let stored = try Int.fetchSet(
            database, sql: "SELECT number FROM trials WHERE study_id = ?", arguments: [study.rawValue])
        let next = try SQLiteStore.nextNumber(of: study, in: database).next
        let missing = (0..<next).filter { !stored.contains($0) }
        let first = try SQLiteStore.advanceRevision(of: study, by: missing.count, in: database) + 1
        var inserter = try TrialInserter(database, study: study)
        for (number, revision) in zip(missing, first...) {
            try inserter.insert(number, nil, heldBy: nil, revision: revision)
        }
        return missing
    }
}

extension SQLiteStore {
    /// Repairs a study whose file is sound as a whole: damaged trials wait to be evaluated again, and damaged runs are
    /// accepted as they now are.
    public func repair(_ study: StudyID) throws -> StudyRepair {
        try write { database in
            let single = try DamagedTrials.requeue(of: study, in: database)
            let requeued = try (single + DamagedTrials.requeueClaims(of: study, in: database)).sorted()
            let runs = try DamagedTrials.rows(of: "runs", of: study, in: database)
            let ids = try runs.map { try $0.decode(Int64.self, forColumn: "id") }
            for id in ids { try RowChecksum.seal(id, of: "runs", in: database) }
            return StudyRepair(requeued: requeued, acceptedRuns: ids.map(RunID.init))
        }
    }
}
