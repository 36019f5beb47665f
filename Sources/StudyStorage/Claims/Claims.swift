import Foundation
import GRDB
import HyperparameterSearch

extension SQLiteStore {
    public func claim(_ request: ClaimRequest, for run: RunID, source: CandidateSource) throws -> [Candidate] {
        try write { database in
            let active = try activeRun(run, in: database)
            try Self.abandonDeadRuns(of: active.study, except: run, in: database)
            return try Claim(
                request, run: run, of: active, smallestRange: smallestRange, in: database
            ).take(source)
        }
    }

    public func release(_ numbers: [Int], for run: RunID) throws {
        try write { database in
            let active = try activeRun(run, in: database)
            try Self.release(numbers, heldBy: run, of: active.study, in: database)
            try Self.endIfDone(run, active, in: database)
        }
    }

    /// Takes trials away from the run that holds them. Trials without a result wait; pruned ones stay pruned.
    ///
    /// - Parameter countsAttempts: whether the attempts of the trials without a result are counted.
    static func release(
        _ numbers: [Int], heldBy run: RunID, of study: StudyID, countsAttempts: Bool = false, in database: Database
    ) throws {
        var revision = try advanceRevision(of: study, by: numbers.count, in: database)
        let released =
            try numbers.isEmpty
            ? []
            : ClaimedRange.release(numbers, of: study, heldBy: run, after: &revision, in: database)
        let release = try database.cachedStatement(
            sql: """
                UPDATE trials SET state = CASE state WHEN 'claimed' THEN 'waiting' ELSE state END, holder_id = NULL,
                attempt = attempt + (? AND state = 'claimed'), revision = ?
                WHERE study_id = ? AND number = ? AND holder_id = ?
                """)
        for number in numbers where !released.contains(number) {
            try verify(number, of: study, in: database)
            revision += 1
            try release.execute(arguments: [countsAttempts, revision, study.rawValue, number, run.rawValue])
        }
    }

    /// The numbers of the trials that a run of a study holds, ascending.
    static func held(by run: RunID, of study: StudyID, in database: Database) throws -> [Int] {
        let single = try Int.fetchAll(
            database, sql: "SELECT number FROM trials WHERE holder_id = ? ORDER BY number", arguments: [run.rawValue])
        let ranges = try ClaimedRange.all(of: study, in: database).filter { $0.run == run }
        return ranges.isEmpty ? single : try (single + ranges.flatMap { try $0.open(database) }).sorted()
    }

    /// Reserves `count` revisions of a study.
    ///
    /// - Returns: the revision before the first of them.
    static func advanceRevision(of study: StudyID, by count: Int, in database: Database) throws -> Int64 {
        let row = try Row.fetchOne(database, sql: "SELECT * FROM studies WHERE id = ?", arguments: [study.rawValue])
        try row.map { try RowChecksum.verify($0, of: "studies") }
        let last =
            try Int64.fetchOne(
                database, sql: "UPDATE studies SET revision = revision + ? WHERE id = ? RETURNING revision",
                arguments: [count, study.rawValue])
        guard let last else { throw StudyError.noStudy(study) }
        guard last >= count else { throw StoredRow.error("revision \(last)") }
        return last - Int64(count)
    }
}
