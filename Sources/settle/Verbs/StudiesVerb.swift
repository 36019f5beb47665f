import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyStorage

struct StudiesVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studies",
        abstract: "List the stored studies.",
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
    }

    func run() throws {
        let store = try storage.open(.reading)
        let studies = try store.studies().map { record in
            let counts = try store.counts(of: record.id)
            let best = try store.best(1, of: record.id).first
            return StudyObject(
                name: record.definition.name, trials: record.definition.budget, finished: counts.finished,
                complete: counts[.complete], pruned: counts[.pruned], failed: counts[.failed], best: best?.value,
                bestTrial: best?.number, created: record.created)
        }
        if output.format == .json {
            try Console.print(JSONText.of(studies))
            return
        }
        var table = TextTable(columns: [
            .word("study"), .number("trials"), .number("finished"), .number("complete"), .number("pruned"),
            .number("failed"), .number("best"), .number("trial"), .word("created"),
        ])
        let isTable = output.format == .table
        for study in studies {
            let counts = [study.trials, study.finished, study.complete, study.pruned, study.failed]
            let best = isTable ? NumberText.short(study.best) : study.best?.shortestText ?? ""
            let ending = [best, study.bestTrial.map(String.init) ?? "", study.created.formatted(.iso8601)]
            table.rows.append([study.name] + counts.map(String.init) + ending)
        }
        try Console.print(isTable ? table.text : table.csv)
    }
}
