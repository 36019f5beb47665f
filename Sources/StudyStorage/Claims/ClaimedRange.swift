import Foundation
import GRDB
import HyperparameterSearch

/// Consecutive new trials that a run has claimed at once, in one row of the table of claims.
///
/// A trial is in the range until it has a row in the table of trials: with its result, or because something else than a
/// result is stored of it. The range is deleted when all its trials have rows.
///
/// The trials' parameters are read only where they are needed. The row is compared with its checksum then, so that a
/// damaged claim of one run does not stop the others.
struct ClaimedRange {
    /// The most trials in one row. A larger claim has several rows, because all parameters of a row are read at once.
    private static let largest = 1024
    /// Larger ranges are damaged rows.
    private static let largestReadable = 1 << 20

    let id: Int64
    let study: StudyID
    let run: RunID
    let numbers: Range<Int>
    /// The revision of the first trial. Those of the others follow.
    private let revision: Int64

    private init(_ row: Row) throws {
        id = try row.decode(forColumn: "id")
        study = StudyID(try row.decode(forColumn: "study_id"))
        run = RunID(try row.decode(forColumn: "run_id"))
        let first = try StoredRow.trialNumber(row)
        let count = try StoredRow.count(row, "count")
        guard count <= Self.largestReadable else { throw StoredRow.error("a claim of \(count) trials") }
        numbers = first..<first + count
        revision = try row.decode(forColumn: "revision")
    }

    /// The ranges of a study, in order of number.
    static func all(of study: StudyID, in database: Database) throws -> [ClaimedRange] {
        // An older file that cannot be migrated has no such table.
        guard try database.tableExists("claims") else { return [] }
        return try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT id, study_id, number, count, run_id, revision FROM claims WHERE study_id = ? ORDER BY number
                    """),
            arguments: [study.rawValue]
        ).map(ClaimedRange.init)
    }

    /// The ranges of a study that have this number.
    static func all(with number: Int, of study: StudyID, in database: Database) throws -> [ClaimedRange] {
        guard try database.tableExists("claims") else { return [] }
        return try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT id, study_id, number, count, run_id, revision FROM claims
                    WHERE study_id = ? AND number <= ? AND number + count > ? ORDER BY number
                    """),
            arguments: [study.rawValue, number, number]
        ).map(ClaimedRange.init)
    }

    /// Stores the claim of new trials, in as many rows as it takes.
    ///
    /// - Parameters:
    ///   - candidates: at least one, with consecutive numbers and without parents.
    ///   - revision: the first trial's.
    static func insert(
        _ candidates: [Candidate], of study: StudyID, heldBy run: RunID, revision: Int64, in database: Database
    ) throws {
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO claims (study_id, number, count, run_id, parameters, revision) VALUES (?, ?, ?, ?, ?, ?)
                """)
        for start in stride(from: 0, to: candidates.count, by: largest) {
            let part = candidates[start..<min(start + largest, candidates.count)]
            let texts = try part.map { try $0.parametersText ?? StoredJSON.text($0.parameters) }
            try insert.execute(arguments: [
                study.rawValue, candidates[start].number, part.count, run.rawValue,
                "[" + texts.joined(separator: ",") + "]", revision + Int64(start),
            ])
        }
    }

    // MARK: The trials in the range

    /// How many of the trials of a shard below `end` are in the range.
    func count(in shard: Shard = .whole, below end: Int = .max, _ database: Database) throws -> Int {
        let last = min(end, numbers.upperBound)
        guard numbers.lowerBound < last else { return 0 }
        let rows = try Int.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT COUNT(*) FROM trials WHERE study_id = ? AND number >= ? AND number < ? AND number % ? = ?
                    """),
            arguments: [study.rawValue, numbers.lowerBound, last, shard.count, shard.index])
        return shard.size(below: last) - shard.size(below: numbers.lowerBound) - (rows ?? 0)
    }

    /// `[index]`: whether the trial with that index in the range has a row of its own, and is in the range no longer.
    func hasRow(_ database: Database) throws -> [Bool] {
        var hasRow = Array(repeating: false, count: numbers.count)
        let stored = try Int.fetchCursor(
            database.cachedStatement(
                sql: "SELECT number FROM trials WHERE study_id = ? AND number >= ? AND number < ?"),
            arguments: [study.rawValue, numbers.lowerBound, numbers.upperBound])
        while let number = try stored.next() { hasRow[number - numbers.lowerBound] = true }
        return hasRow
    }

    /// The numbers of the trials in the range, ascending.
    func open(_ database: Database) throws -> [Int] {
        zip(numbers, try hasRow(database)).compactMap { $1 ? nil : $0 }
    }

    /// The first number of a trial in the range; nil where all have rows.
    func firstOpen(_ database: Database) throws -> Int? {
        try hasRow(database).firstIndex(of: false).map { numbers.lowerBound + $0 }
    }

    /// The trials in the range, in order of number.
    ///
    /// - Throws: ``DamagedRow`` where the row differs from its checksum.
    func trials(_ database: Database) throws -> [Trial] {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM claims WHERE id = ?"), arguments: [id])
        guard let row else { return [] }
        try RowChecksum.verify(row, of: "claims")
        // A JSON array of the trials' parameters.
        let all: [TrialParameters] = try StoredJSON.value(row.decode(forColumn: "parameters"))
        guard all.count == numbers.count else { throw StoredRow.error("a claim without all parameters") }
        return zip(numbers, zip(all, try hasRow(database))).compactMap { number, trial in
            trial.1 ? nil : Trial(Candidate(number: number, parameters: trial.0), heldBy: run)
        }
    }

    func revision(of number: Int) -> Int64 { revision + Int64(number - numbers.lowerBound) }

    // MARK: Rows for single trials

    /// Gives every trial of a study's ranges a row of its own.
    static func dissolveAll(of study: StudyID, in database: Database) throws {
        let ranges = try all(of: study, in: database)
        guard !ranges.isEmpty else { return }
        var inserter = try TrialInserter(database, study: study)
        for range in ranges { try range.dissolve(&inserter, in: database) }
    }

    /// Gives these trials, and the others in their ranges, rows of their own, so that more than a result can be stored
    /// of them. Trials that have rows already, though they are among a range's numbers, need none.
    static func dissolve(_ numbers: [Int], of study: StudyID, in database: Database) throws {
        let ranges = try all(of: study, in: database).filter { range in
            guard range.contains(anyOf: numbers) else { return false }
            let hasRow = try range.hasRow(database)
            return numbers.contains { range.numbers.contains($0) && !hasRow[$0 - range.numbers.lowerBound] }
        }
        guard !ranges.isEmpty else { return }
        var inserter = try TrialInserter(database, study: study)
        for range in ranges { try range.dissolve(&inserter, in: database) }
    }

    /// Takes trials away from a run, so that they wait. They get rows of their own; the others stay in their ranges.
    ///
    /// - Parameters:
    ///   - numbers: the trials that the run loses.
    ///   - revision: the study's revision before the release.
    /// - Returns: those of the numbers that were in ranges of the run.
    static func release(
        _ numbers: [Int], of study: StudyID, heldBy run: RunID, after revision: inout Int64, in database: Database
    ) throws -> Set<Int> {
        let ranges = try all(of: study, in: database).filter { $0.run == run && $0.contains(anyOf: numbers) }
        guard !ranges.isEmpty else { return [] }
        let lost = Set(numbers)
        var released: Set<Int> = []
        var inserter = try TrialInserter(database, study: study)
        for range in ranges {
            let trials = try range.trials(database)
            var kept = trials.count
            for trial in trials where lost.contains(trial.number) {
                revision += 1
                try inserter.insert(trial.number, trial.candidate, heldBy: nil, revision: revision)
                released.insert(trial.number)
                kept -= 1
            }
            if kept == 0 { try range.delete(database) }
        }
        return released
    }

    private func contains(anyOf numbers: [Int]) -> Bool { numbers.contains { self.numbers.contains($0) } }

    private func dissolve(_ inserter: inout TrialInserter, in database: Database) throws {
        for trial in try trials(database) {
            try inserter.insert(trial.number, trial.candidate, heldBy: run, revision: revision(of: trial.number))
        }
        try delete(database)
    }

    func delete(_ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM claims WHERE id = ?").execute(arguments: [id])
    }
}
