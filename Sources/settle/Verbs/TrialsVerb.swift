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
            """
    ).readAlone

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(help: "Only trials in this state; may be given several times.")
    var state: [TrialState] = []

    @Option(help: "The order: number, value (best first) or finished (last first).")
    var sort: TrialQuery.Order = .number

    @Option(help: "List at most this many trials.", transform: OptionValue.whole(else: "leave it out for all"))
    var limit: Int?

    @Option(help: "Leave out this many trials first.", transform: OptionValue.whole(from: 0))
    var offset = 0

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let study = try storage.study(name)
        let query = TrialQuery(states: state.isEmpty ? nil : Set(state), order: sort, limit: limit, offset: offset)
        try output.format.print(query, of: study)
    }
}
