import Foundation
import GRDB
import HyperparameterSearch

/// Consecutive new trials that a run has claimed at once, in one row of the table of claims.
///
/// A trial leaves the range when it gets a row in the table of trials: with its result, or when something else than a
/// result is to be stored of it. The range is deleted when all its trials have left it.
struct ClaimedRange {
    let id: Int64
    let study: StudyID
    let run: RunID
    let numbers: Range<Int>
    /// The revision of the first trial. Those of the others follow.
    private let revision: Int64
    /// A JSON array of the trials' parameters.
    private let parameters: String

    private init(_ row: Row) throws {
        try RowChecksum.verify(row, of: "claims")
        id = try row.decode(forColumn: "id")
        study = StudyID(try row.decode(forColumn: "study_id"))
        run = RunID(try row.decode(forColumn: "run_id"))
        let first = try StoredRow.trialNumber(row)
        numbers = first..<first + (try StoredRow.count(row, "count"))
        revision = try row.decode(forColumn: "revision")
        parameters = try row.decode(forColumn: "parameters")
    }

    /// The ranges of a study, in order of number.
    static func all(of study: StudyID, in database: Database) throws -> [ClaimedRange] {
        // An older file that cannot be migrated has no such table.
        guard try database.tableExists("claims") else { return [] }
        return try Row.fetchAll(
            database.cachedStatement(sql: "SELECT * FROM claims WHERE study_id = ? ORDER BY number"),
            arguments: [study.rawValue]
        ).map(ClaimedRange.init)
    }

    /// Stores the claim of new trials.
    ///
    /// - Parameters:
    ///   - candidates: at least one, with consecutive numbers and without parents.
    ///   - revision: the first trial's.
    static func insert(
        _ candidates: [Candidate], of study: StudyID, heldBy run: RunID, revision: Int64, in database: Database
    ) throws {
        let texts = try candidates.map { try $0.parametersText ?? StoredJSON.text($0.parameters) }
        try database.cachedStatement(
            sql: """
                INSERT INTO claims (study_id, number, count, run_id, parameters, revision) VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            study.rawValue, candidates[0].number, candidates.count, run.rawValue,
            "[" + texts.joined(separator: ",") + "]", revision,
        ])
    }

    // MARK: The trials that have not left the range

    /// How many of the trials of a shard below `end` are in the range.
    func count(in shard: Shard = .whole, below end: Int = .max, _ database: Database) throws -> Int {
        let last = min(end, numbers.upperBound)
        guard numbers.lowerBound < last else { return 0 }
        let left = try Int.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT COUNT(*) FROM trials WHERE study_id = ? AND number >= ? AND number < ? AND number % ? = ?
                    """),
            arguments: [study.rawValue, numbers.lowerBound, last, shard.count, shard.index])
        return shard.size(below: last) - shard.size(below: numbers.lowerBound) - (left ?? 0)
    }

    /// `[index]`: whether the trial with that index in the range has left it.
    func left(_ database: Database) throws -> [Bool] {
        var left = Array(repeating: false, count: numbers.count)
        let stored = try Int.fetchCursor(
            database.cachedStatement(
                sql: "SELECT number FROM trials WHERE study_id = ? AND number >= ? AND number < ?"),
            arguments: [study.rawValue, numbers.lowerBound, numbers.upperBound])
        while let number = try stored.next() { left[number - numbers.lowerBound] = true }
        return left
    }

    /// The numbers of the trials in the range, ascending.
    func open(_ database: Database) throws -> [Int] {
        zip(numbers, try left(database)).compactMap { $1 ? nil : $0 }
    }

    /// The first number of a trial in the range; nil where all have left it.
    func firstOpen(_ database: Database) throws -> Int? {
        try left(database).firstIndex(of: false).map { numbers.lowerBound + $0 }
    }

    /// The trials in the range, in order of number.
    func trials(_ database: Database) throws -> [Trial] {
        let all: [TrialParameters] = try StoredJSON.value(parameters)
        guard all.count == numbers.count else { throw StoredRow.error("a claim without all parameters") }
        let left = try left(database)
        return zip(numbers, zip(all, left)).compactMap { number, trial in
            trial.1 ? nil : Trial(Candidate(number: number, parameters: trial.0), heldBy: run)
        }
    }

    func revision(of number: Int) -> Int64 { revision + Int64(number - numbers.lowerBound) }

    // MARK: Rows for single trials

    /// Gives every trial of a study's ranges a row of its own, so that more than a result can be stored of it.
    static func dissolve(of study: StudyID, in database: Database) throws {
        var revision: Int64 = 0
        try dissolve(of: study, releasing: [], heldBy: nil, after: &revision, in: database)
    }

    /// As ``dissolve(of:in:)``, and takes trials away from a run, so that they wait.
    ///
    /// - Parameters:
    ///   - numbers: the trials that the run loses.
    ///   - revision: the study's revision before the release.
    /// - Returns: those of the numbers that were in ranges of the run.
    @discardableResult
    static func dissolve(
        of study: StudyID, releasing numbers: [Int], heldBy run: RunID?, after revision: inout Int64,
        in database: Database
    ) throws -> Set<Int> {
        let ranges = try all(of: study, in: database)
        guard !ranges.isEmpty else { return [] }
        let lost = Set(numbers)
        var released: Set<Int> = []
        var inserter = try TrialInserter(database, study: study)
        for range in ranges {
            for trial in try range.trials(database) {
                let isLost = range.run == run && lost.contains(trial.number)
                if isLost {
                    released.insert(trial.number)
                    revision += 1
                }
                try inserter.insert(
                    trial.number, trial.candidate, heldBy: isLost ? nil : range.run,
                    revision: isLost ? revision : range.revision(of: trial.number))
            }
            try range.delete(database)
        }
        return released
    }

    func delete(_ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM claims WHERE id = ?").execute(arguments: [id])
    }
}
