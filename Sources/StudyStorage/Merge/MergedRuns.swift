import Foundation
import GRDB
import HyperparameterSearch

/// The runs of a study, merged from several files. A run that is in several files, because one is a copy of another, is
/// written once.
struct MergedRuns {
    private struct Key: Hashable {
        let description: String
        let started: Double
    }

    private struct Known {
        var ended: Double?
        var ending: String?
        var lapses: Int
        var lease: Double
    }

    private var identifiers: [Key: RunID] = [:]
    private var keys: [[RunID: Key]] = []

    /// Writes the runs to the new file, in the order in which they began.
    init(of parts: [StudyPart], to study: StudyID, in database: Database) throws {
        var runs: [Key: Known] = [:]
        for part in parts {
            var ofPart: [RunID: Key] = [:]
            for row in try part.rows("runs") {
                guard RowChecksum.isSound(row) else {
                    let id = try row.decode(Int.self, forColumn: "id")
                    throw StorageError.damaged(path: part.path, study: part.record.definition.name, .run(id))
                }
                let key = Key(
                    description: try row.decode(forColumn: "description"),
                    started: try row.decode(forColumn: "started_at"))
                ofPart[RunID(try row.decode(forColumn: "id"))] = key
                let run = Known(
                    ended: try row.decode(forColumn: "ended_at"), ending: try row.decode(forColumn: "ending"),
                    lapses: try row.decode(forColumn: "lapses"), lease: try row.decode(forColumn: "lease_expires_at"))
                runs[key] = runs[key].map { Self.later($0, run) } ?? run
            }
            keys.append(ofPart)
        }
        let now = Date().timeIntervalSince1970
        for (key, run) in runs.sorted(by: {
            ($0.key.started, $0.key.description) < ($1.key.started, $1.key.description)
        }) {
            identifiers[key] = try RunRow(
                study: study, description: key.description, started: key.started, lease: run.lease,
                ended: run.ended ?? min(run.lease, now), ending: run.ending ?? RunEnding.abandoned.rawValue,
                lapses: run.lapses
            ).insert(database)
        }
    }

    /// The new ID of a run of the file with the index `part`; nil where that file has no such run.
    subscript(run: RunID?, ofPart part: Int) -> RunID? {
        run.flatMap { keys[part][$0] }.flatMap { identifiers[$0] }
    }

    /// The later of two states of a run: the one in which it ended, or ended later.
    private static func later(_ one: Known, _ other: Known) -> Known {
        let order = { (run: Known) in (run.ended ?? -.infinity, run.lease, run.lapses) }
        return order(one) < order(other) ? other : one
    }
}

extension StudyPart {
    /// The study's rows of a table.
    fileprivate func rows(_ table: String) throws -> [Row] {
        try source.read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM \(table) WHERE study_id = ? ORDER BY id", arguments: [record.id.rawValue])
        }
    }
}
