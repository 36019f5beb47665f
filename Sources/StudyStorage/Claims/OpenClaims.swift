import GRDB
import HyperparameterSearch

/// The ranges of claimed trials that a recording takes results of, within its transaction.
struct OpenClaims {
    private let ranges: [ClaimedRange]
    /// `[range][index]`: whether the trial has a row of its own.
    private var hasRow: [[Bool]]
    /// The index of the range that the last trial was in. Trials come in runs of neighbours.
    private var last = 0

    /// - Parameter numbers: the trials that are to be recorded. Those in ranges of another run than `run` get rows of
    ///   their own.
    init(of study: StudyID, heldBy run: RunID, for numbers: [Int], in database: Database) throws {
        let others = try ClaimedRange.all(of: study, in: database).filter { $0.run != run }
        let taken = numbers.filter { number in others.contains { $0.numbers.contains(number) } }
        if !taken.isEmpty { try ClaimedRange.dissolve(taken, of: study, in: database) }
        ranges = try ClaimedRange.all(of: study, in: database).filter { $0.run == run }
        hasRow = try ranges.map { try $0.hasRow(database) }
    }

    /// Takes a trial out of its range.
    ///
    /// - Returns: false where no range has the trial.
    mutating func take(_ number: Int) -> Bool {
        if !ranges.indices.contains(last) || !ranges[last].numbers.contains(number) {
            guard let index = ranges.firstIndex(where: { $0.numbers.contains(number) }) else { return false }
            last = index
        }
        let index = number - ranges[last].numbers.lowerBound
        guard !hasRow[last][index] else { return false }
        hasRow[last][index] = true
        return true
    }

    /// Deletes the ranges whose trials all have rows.
    func deleteEmpty(_ database: Database) throws {
        for (range, hasRow) in zip(ranges, hasRow) where !hasRow.contains(false) { try range.delete(database) }
    }
}
