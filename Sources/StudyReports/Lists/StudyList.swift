import Foundation
import HyperparameterSearch

/// The studies of a store, with the processes that work on them.
public struct StudyList: Sendable {
    /// The JSON of a study.
    public struct Study: Encodable, Sendable {
        let name: String
        let trials: Int
        let finished: Int
        let complete: Int
        let pruned: Int
        let failed: Int
        let best: Double?
        let bestTrial: Int?
        let created: Date
        let atWork: [Run]
    }

    /// A process that works on a study.
    public struct Run: Encodable, Sendable {
        let host: String
        let process: Int32
        let since: Date
        let claimed: Int
        let policy: String
        let share: String?
        /// Whether a program outside asked for the trials.
        let asked: Bool

        init(_ run: RunAtWork) {
            let made = run.record.description
            (host, process, since) = (made.worker.host, made.worker.process, run.record.started)
            (claimed, policy, share) = (run.claimed, made.scheduler, made.shard?.description)
            asked = made.asked != nil
        }
    }

    public let studies: [Study]

    /// - Throws: the errors of the reader.
    public init(_ reader: any StudyReader) throws {
        studies = try reader.studies().map { record in
            let counts = try reader.counts(of: record.id)
            let best = try reader.best(1, of: record.id).first
            return Study(
                name: record.definition.name, trials: record.definition.budget, finished: counts.finished,
                complete: counts[.complete], pruned: counts[.pruned], failed: counts[.failed], best: best?.value,
                bestTrial: best?.number, created: record.created,
                atWork: try reader.runsAtWork(on: record.id).filter { !$0.isDead }.map(Run.init))
        }
    }

    /// The table for people, with the best value rounded.
    public var table: TextTable { table { NumberText.short($0) } }

    /// The table for programs, with the best value at full precision.
    public var csv: TextTable { table { $0?.shortestText ?? "" } }

    private func table(_ value: (Double?) -> String) -> TextTable {
        // A narrow terminal shows the day of the beginning, and loses the counts first that others imply.
        var table = TextTable(columns: [
            .word("study").narrowed(.cutInside(to: 16)), .number("trials"), .number("finished"),
            .number("complete").ranked(6), .number("pruned").ranked(5), .number("failed").ranked(3),
            .number("best").ranked(1), .number("trial").ranked(2),
            .word("created").ranked(4).narrowed(.clipped(to: 10)),
            .word("at work").ranked(1).narrowed(.cut(to: 12)),
        ])
        table.rows = studies.map { study in
            let counts = [study.trials, study.finished, study.complete, study.pruned, study.failed]
            return [study.name] + counts.map(String.init)
                + [value(study.best), study.bestTrial.map(String.init) ?? "", study.created.formatted(.iso8601)]
                + [Self.workers(study.atWork).joined(separator: " ")]
        }
        return table
    }

    /// The processes at work, and for each host how many trials were asked for there and are not told.
    private static func workers(_ runs: [Run]) -> [String] {
        let asked = Dictionary(grouping: runs.filter(\.asked), by: \.host)
            .map { host, runs in "\(host) (\(runs.reduce(0) { $0 + $1.claimed }) asked)" }.sorted()
        return runs.filter { !$0.asked }.map { "\($0.host):\($0.process)" } + asked
    }
}
