import GRDB
import HyperparameterSearch

/// A run that works on a study, or that died doing so and whose trials nobody has taken up yet.
public struct RunAtWork: Sendable {
    public let record: RunRecord
    /// The trials that it has claimed.
    public let claimed: Int
    /// Its process has certainly died, or has said nothing for so long that others may take up its trials.
    public let isDead: Bool
}

extension SQLiteStore {
    /// Who works on a study; nothing changes.
    public func runsAtWork(on study: StudyID) throws -> [RunAtWork] {
        try read { database in
            _ = try Self.direction(of: study, in: database)
            return try Self.runsAtWork(on: study, in: database).map { run in
                let claimed = try Int.fetchOne(
                    database, sql: "SELECT COUNT(*) FROM trials WHERE run_id = ? AND state = 'claimed'",
                    arguments: [run.record.id.rawValue])
                return RunAtWork(record: run.record, claimed: claimed ?? 0, isDead: run.isDead)
            }
        }
    }
}
