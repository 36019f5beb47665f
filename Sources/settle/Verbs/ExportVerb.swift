import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch

struct ExportVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the best schedules as JSON, or all trials as CSV.",
        discussion: """
            The JSON is what the training stage reads.

              settle export paper-5000 --top 10
              settle export paper-5000 --top 50 -o best.json
              settle export paper-5000 --format csv -o trials.csv
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case json
        case csv
    }

    @Argument(help: "The study's name.")
    var name: String

    @Option(help: "How many of the best schedules (JSON only).")
    var top = 10

    @Option(name: .shortAndLong, help: "json: the best schedules; csv: all trials.")
    var format: Format = .json

    @Option(name: .shortAndLong, help: "The file to write; standard output where none is named.")
    var output: String?

    @OptionGroup var storage: StorageOptions

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top \(top) exports nothing; give 1 or more.") }
    }

    func run() throws {
        let study = try storage.study(name)
        let text =
            switch format {
            case .json:
                try ExportedSchedules(
                    study.isTraining ? study.bestSchedules(top) : study.best(top), of: study.requireAnnealing()
                ).json
            case .csv:
                try TrialListing(study: study, trials: study.store.trials(of: study.record.id, matching: .all))
                    .text(.csv) + "\n"
            }
        guard let output else {
            try Console.print(String(text.dropLast()))
            return
        }
        try OutputFile.write(Data(text.utf8), to: output)
    }
}
