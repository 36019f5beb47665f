import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyReports

struct AskVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Ask for trials, to evaluate them yourself and tell their values.",
        discussion: """
            Prints each trial as a line of JSON: study, number, token, attempt, leaseEnd, the last step as from if values \
            were told before, seed if the study gives one, and parameters. Tell what a trial is worth with 'settle tell' and its token. A trial that is not \
            told before its lease ends is given to the next who asks; each value told renews the lease of \
            all trials of one 'ask'.

              settle ask digits.yaml
              settle ask digits --count 8 --lease 30min
              while trial=$(settle ask digits --wait); do ./train "$trial"; done

            Ends with 0 if it printed trials, with 1 if all trials of the study are finished, and with 75 if there is \
            none now: others have those that are left, or the next ones depend on these. With --wait it waits instead of \
            ending with 75.
            """)

    @Argument(
        help: "The study file (YAML), which makes the study if it is new, or the study's name.", completion: .studies)
    var study: String

    @Option(help: "How many trials to ask for; there may be fewer.", transform: OptionValue.whole(to: 10_000))
    var count = 1

    @Option(
        help: ArgumentHelp(
            "After how long without a value the trials are given to others: 90s, 30min, 1h, 2d.", valueName: "time"),
        transform: OptionValue.duration(1...2_592_000))
    var lease: Double = 3600

    @Flag(help: "Wait until there is a trial, or all are finished.")
    var wait = false

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let asked = try isFile ? AskedStudy(file: study, storage) : AskedStudy(named: study, storage)
        var pause = 0.05
        while true {
            switch try asked.ask(count, lease: lease) {
            case .trials(let trials):
                for trial in trials { try Console.print(AskedLine(trial, of: asked).text) }
                return
            case .finished:
                Console.error(
                    "All \(NumberText.count(asked.runner.study.definition.budget, "trial")) of \(asked.name) are finished. "
                        + "See the best with: settle best \(asked.name)\(storage.argument)")
                throw ExitCode(ExitStatus.finished)
            case .later:
                guard wait else {
                    Console.error(
                        "\(asked.name) has no trial to give now: others have those that are left, or the next ones depend "
                            + "on these. Ask again later, or wait for one with --wait.")
                    throw ExitCode(ExitStatus.later)
                }
                Thread.sleep(forTimeInterval: pause)
                pause = min(1, pause * 1.5)
            }
        }
    }

    /// Whether the argument is a study file. A name has no slash, and hardly ends as a file does.
    private var isFile: Bool { study.contains("/") || study.hasSuffix(".yaml") || study.hasSuffix(".yml") }
}
