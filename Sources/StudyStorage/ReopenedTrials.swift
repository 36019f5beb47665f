import GRDB
import HyperparameterSearch

/// The pruned trials that a run evaluates again, as parts of SQL queries. Each part is served by an index, so that a claim
/// does not look at all pruned trials of a large study.
struct ReopenedTrials {
    /// A table with the index to use, and a condition that begins with `study_id = ?`.
    struct Part {
        let table: String
        let condition: String
        let arguments: StatementArguments
    }

    let parts: [Part]

    init(_ reopening: Reopening, of study: StudyID, direction: Direction) {
        let pruned = "study_id = ? AND state = 'pruned'"
        switch reopening {
        case .none:
            parts = []
        case .all:
            parts = [
                Part(table: "trials INDEXED BY trials_by_state", condition: pruned, arguments: [study.rawValue])
            ]
        case .notWorse(let value):
            parts = [
                Part(
                    table: "trials INDEXED BY trials_by_bound",
                    condition: "\(pruned) AND bound \(direction == .minimize ? "<=" : ">=") ?",
                    arguments: [study.rawValue, value]),
                Part(
                    table: "trials INDEXED BY trials_without_bound", condition: "\(pruned) AND bound IS NULL",
                    arguments: [study.rawValue]),
            ]
        }
    }

    /// The trials that wait to be claimed, as another part of the same kind.
    static func waiting(of study: StudyID) -> Part {
        Part(
            table: "trials INDEXED BY trials_by_state", condition: "study_id = ? AND state = 'waiting'",
            arguments: [study.rawValue])
    }
}

extension ReopenedTrials.Part {
    /// How many trials of a shard below `end` the part has.
    ///
    /// - Parameters:
    ///   - isFree: only those that no run holds.
    ///   - limit: more are not counted.
    func count(in shard: Shard, below end: Int, isFree: Bool, limit: Int, _ database: Database) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT COUNT(*) FROM (SELECT 1 FROM \(table) WHERE \(condition) \(isFree ? "AND holder_id IS NULL" : "")
                AND number % ? = ? AND number < ? LIMIT ?)
                """,
            arguments: arguments + [shard.count, shard.index, end, limit]) ?? 0
    }

    /// The numbers, within a range, of the trials of a shard that no run holds.
    func numbers(in range: Range<Int>, of shard: Shard, _ database: Database) throws -> Set<Int> {
        try Int.fetchSet(
            database,
            sql: """
                SELECT number FROM \(table) WHERE \(condition) AND holder_id IS NULL
                AND number % ? = ? AND number >= ? AND number < ?
                """,
            arguments: arguments + [shard.count, shard.index, range.lowerBound, range.upperBound])
    }

    /// The trial of this number, where the part has it and no run holds it.
    func trial(_ number: Int, _ database: Database) throws -> Trial? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM trials WHERE \(condition) AND holder_id IS NULL AND number = ?",
            arguments: arguments + [number]
        ).map(Trial.init)
    }

    /// The first trials of a shard below `end` that no run holds, by number.
    func trials(_ count: Int, in shard: Shard, below end: Int, _ database: Database) throws -> [Trial] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM \(table) WHERE \(condition) AND holder_id IS NULL
                AND number % ? = ? AND number < ? ORDER BY number LIMIT ?
                """,
            arguments: arguments + [shard.count, shard.index, end, count]
        ).map(Trial.init)
    }
}
