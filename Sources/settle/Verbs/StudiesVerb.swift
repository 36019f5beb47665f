import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyReports
import StudyStorage

struct StudiesVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studies",
        abstract: "List the stored studies, and who works on them.",
        discussion: """
              settle studies
              settle studies -f json
            """)

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    struct StudyObject: Encodable {
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

        /// A process that works on the study.
        struct Run: Encodable {
            let host: String
            let process: Int32
            let since: Date
            let claimed: Int
            let policy: String
            let share: String?
        }
    }

    func run() throws {
        let store = try storage.open(.reading)
        let studies = try store.studies().map { record in
            let counts = try store.counts(of: record.id)
            let best = try store.best(1, of: record.id).first
            return StudyObject(
                name: record.definition.name, trials: record.definition.budget, finished: counts.finished,
                complete: counts[.complete], pruned: counts[.pruned], failed: counts[.failed], best: best?.value,
                bestTrial: best?.number, created: record.created,
                atWork: try store.runsAtWork(on: record.id).filter { !$0.isDead }.map(Self.run))
        }
        if output.format == .json {
            try Console.print(JSONText.of(studies))
            return
        }
        var table = TextTable(columns: [
            .word("study"), .number("trials"), .number("finished"), .number("complete"), .number("pruned"),
            .number("failed"), .number("best"), .number("trial"), .word("created"), .word("at work"),
        ])
        let isTable = output.format == .table
        for study in studies {
            let counts = [study.trials, study.finished, study.complete, study.pruned, study.failed]
            let best = isTable ? NumberText.short(study.best) : study.best?.shortestText ?? ""
            let ending =
                [best, study.bestTrial.map(String.init) ?? "", study.created.formatted(.iso8601)]
                + [study.atWork.map { "\($0.host):\($0.process)" }.joined(separator: " ")]
            table.rows.append([study.name] + counts.map(String.init) + ending)
        }
        try Console.print(isTable ? table.text : table.csv)
    }

    private static func run(_ run: RunAtWork) -> StudyObject.Run {
        let made = run.record.description
        return StudyObject.Run(
            host: made.worker.host, process: made.worker.process, since: run.record.started, claimed: run.claimed,
            policy: made.scheduler, share: made.shard?.description)
    }
}
