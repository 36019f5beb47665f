import ArgumentParser
import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import StudyReports

struct ReplayVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Evaluate a trial again, and say whether its stored values come back exactly.",
        discussion: """
            Ends with status 65 where they do not. The stored trial is not changed.

              settle replay paper-5000 4333
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Argument(help: "The trial's number.", transform: OptionValue.whole(from: 0))
    var number: Int

    @OptionGroup var storage: StorageOptions
    @OptionGroup var digits: DigitOptions

    func run() throws {
        let study = try storage.study(name)
        let trial = try study.trial(number)
        let declared = try study.requireDeclared()
        try declared.requireEvaluation(name, storage: storage)
        let replay = try TrialReplay(of: trial, in: study)
        if replay.numerics != Numerics.version {
            Console.error(
                "Trial \(number) was computed by numerics version \(replay.numerics); this is version \(Numerics.version), "
                    + "whose values may differ in their last digits.")
        }
        let digits = digits
        let differences = try awayFromMain {
            try replay.differences(by: declared.objective(digits.resources(threads: ThreadCount().value)).objective)
        }
        guard differences.isEmpty else {
            for difference in differences {
                try Console.print("\(difference.name): stored \(difference.stored), now \(difference.found)")
            }
            let why =
                replay.numerics == Numerics.version
                ? "" : ": numerics version \(replay.numerics) computed it, and this is version \(Numerics.version)"
            throw DataError(description: "trial \(number) of \(name) did not come back exactly\(why)")
        }
        let what = trial.value.map { "value \($0.shortestText)" } ?? "the same failure"
        try Console.print(
            "Trial \(number) of \(name) came back exactly: \(what), every stored value and the trace equal\(replay.content.artifacts.keys.contains { TrialLog(rawValue: $0) == nil } ? ", and the weights" : "")."
        )
    }
}
