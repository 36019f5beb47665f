import GRDB
import HyperparameterSearch

/// The ranges of claimed trials that a recording takes results of, within its transaction.
struct OpenClaims {
    private var ranges: [ClaimedRange]
    /// `[range][index]`: whether the trial has left the range.
    private var left: [[Bool]]
    /// The index of the range that the last trial was in. Trials come in runs of neighbours.
    private var last = 0

    /// - Parameter numbers: the trials that are to be recorded. Where another run than `run` has claimed one of them, all
    ///   trials of the study get rows of their own.
    init(of study: StudyID, heldBy run: RunID, for numbers: [Int], in database: Database) throws {
        ranges = try ClaimedRange.all(of: study, in: database)
        let others = ranges.filter { $0.run != run }
        if !others.isEmpty, numbers.contains(where: { number in others.contains { $0.numbers.contains(number) } }) {
            try ClaimedRange.dissolve(of: study, in: database)
            ranges = []
        }
        ranges = ranges.filter { $0.run == run }
        left = try ranges.map { try $0.left(database) }
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
        guard !left[last][index] else { return false }
        left[last][index] = true
        return true
    }

    /// Deletes the ranges that all trials have left.
    func deleteEmpty(_ database: Database) throws {
        for (range, left) in zip(ranges, left) where !left.contains(false) { try range.delete(database) }
    }
}
