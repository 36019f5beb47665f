import ArgumentParser
import HyperparameterSearch
import StudyReports

struct BestVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "best",
        abstract: "Print a study's best trials, best first.",
        discussion: """
              settle best paper-5000 --top 3 -f json
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(help: "How many.", transform: OptionValue.whole())
    var top = 10

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let study = try storage.study(name)
        try study.requireCertain(top)
        if try study.counts()[.complete] == 0 { Console.error("\(name) has no complete trial yet.") }
        try output.format.print(TrialQuery(states: [.complete], order: .value, limit: top), of: study)
    }
}
