import GRDB
import HyperparameterSearch

/// What a merged file lacks of a study.
public struct MergeGap: Sendable, Hashable {
    /// The study's name.
    public let study: String
    /// The study's number of trials.
    public let budget: Int
    /// How many trials of the budget have no result.
    public let unfinished: Int
    /// The first of them.
    public let first: Int?
    /// The merged files that do not have the study.
    public let absentFrom: [String]
}

extension StorageMerge {
    /// What a merged file lacks: trials of the budget that no file had, and studies that only some of the files had.
    ///
    /// - Parameters:
    ///   - target: the merged file.
    ///   - paths: the files that were merged.
    ///   - names: what the result calls the files at these paths, where that is not the path.
    public static func gaps(
        in target: String, of paths: [String], named names: [String: String] = [:]
    ) throws -> [MergeGap] {
        let names = try withSources(paths, named: names) { sources in
            try sources.map { source in (source.path, try Set(source.studies().map(\.record.definition.name))) }
        }
        return try withSources([target]) { merged in
            try merged[0].read { database in
                try SQLiteStore.studies(database, where: "TRUE", []).map { record in
                    let definition = record.definition
                    let finished = try Int.fetchAll(
                        database,
                        sql: """
                            SELECT number FROM trials WHERE study_id = ? AND finished_at IS NOT NULL AND number < ?
                            ORDER BY number
                            """,
                        arguments: [record.id.rawValue, definition.budget])
                    let first = zip(finished, 0...).first { $0 != $1 }?.1 ?? finished.count
                    return MergeGap(
                        study: definition.name, budget: definition.budget,
                        unfinished: definition.budget - finished.count,
                        first: first < definition.budget ? first : nil,
                        absentFrom: names.filter { !$0.1.contains(definition.name) }.map(\.0))
                }
            }
        }.filter { $0.unfinished > 0 || !$0.absentFrom.isEmpty }
    }
}
