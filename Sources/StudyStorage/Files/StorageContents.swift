import GRDB

/// The number of studies and finished trials in a storage file.
public struct StorageContents: Sendable, Hashable {
    /// The number of studies.
    public var studies: Int
    /// The number of trials that have a result.
    public var finishedTrials: Int

    /// The contents of a file.
    public init(studies: Int, finishedTrials: Int) {
        self.studies = studies
        self.finishedTrials = finishedTrials
    }

    init(_ database: Database) throws {
        // Every schema has both tables; an empty file has none.
        let isEmpty = try !database.tableExists("trials")
        let count = { (rows: String) in
            isEmpty ? 0 : try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(rows)") ?? 0
        }
        self.init(studies: try count("studies"), finishedTrials: try count("trials WHERE finished_at IS NOT NULL"))
    }
}
