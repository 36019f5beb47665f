import ArgumentParser
import HyperparameterSearch
import StudyReports

extension TrialState: ExpressibleByArgument {}
extension TrialQuery.Order: ExpressibleByArgument {}

struct TrialsVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "trials",
        abstract: "List a study's trials.",
        discussion: """
              settle trials quick --sort value --limit 10
              settle trials paper-5000 --state failed
              settle trials paper-5000 -f csv > trials.csv
            """)

    @Argument(help: "The study's name.")
    var name: String

    @Option(help: "Only trials in this state; may be given several times.")
    var state: [TrialState] = []

    @Option(help: "The order: number, value (best first) or finished (last first).")
    var sort: TrialQuery.Order = .number

    @Option(help: "List at most this many trials.")
    var limit: Int?

    @Option(help: "Leave out this many trials first.")
    var offset = 0

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit \(limit) is below 0; give 0 or more.") }
        guard offset >= 0 else { throw ValidationError("--offset \(offset) is below 0; give 0 or more.") }
    }

    func run() throws {
        let study = try storage.study(name)
        let query = TrialQuery(states: state.isEmpty ? nil : Set(state), order: sort, limit: limit, offset: offset)
        try Console.print(TrialList(study.trials(matching: query), of: study).text(output.format))
    }
}
