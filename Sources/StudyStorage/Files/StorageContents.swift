import GRDB

/// How much a storage file holds.
public struct StorageContents: Sendable, Hashable {
    public var studies: Int
    /// Trials that ended.
    public var finishedTrials: Int

    public init(studies: Int, finishedTrials: Int) {
        self.studies = studies
        self.finishedTrials = finishedTrials
    }

    init(_ database: Database) throws {
        // Both tables are in every schema; an empty file has none yet.
        let isEmpty = try !database.tableExists("trials")
        let count = { (rows: String) in
            isEmpty ? 0 : try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(rows)") ?? 0
        }
        self.init(studies: try count("studies"), finishedTrials: try count("trials WHERE finished_at IS NOT NULL"))
    }
}
