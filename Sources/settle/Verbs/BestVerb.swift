import ArgumentParser
import StudyReports

struct BestVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "best",
        abstract: "Print a study's best trials, best first.",
        discussion: """
              settle best paper-5000 --top 3 -f json
            """)

    @Argument(help: "The study's name.")
    var name: String

    @Option(help: "How many.")
    var top = 10

    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top \(top) prints nothing; give 1 or more.") }
    }

    func run() throws {
        let study = try storage.study(name)
        let trials = try study.best(top)
        if trials.isEmpty { Console.error("\(name) has no complete trial yet.") }
        try Console.print(TrialList(trials, of: study).text(output.format))
    }
}
