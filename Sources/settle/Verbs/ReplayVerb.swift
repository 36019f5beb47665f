import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch
import SpikingDynamics

struct ReplayVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Evaluate a trial again, and say whether its stored values come back exactly.",
        discussion: """
            Ends with status 65 where they do not. The stored trial is not changed.

              settle replay paper-5000 4333
            """)

    @Argument(help: "The study's name.")
    var name: String

    @Argument(help: "The trial's number.")
    var number: Int

    @OptionGroup var storage: StorageOptions
    @OptionGroup var digits: DigitOptions

    func run() throws {
        let study = try storage.study(name)
        let trial = try study.trial(number)
        let annealing = try study.requireAnnealing()
        guard trial.state == .complete || trial.state == .failed, let parameters = trial.parameters else {
            throw UsageError(
                description: "trial \(number) of \(name) is \(trial.state.rawValue), so there is nothing to compare; "
                    + "only complete and failed trials can be replayed")
        }
        let run = try study.store.runs(of: study.record.id).first { $0.id == trial.run }?.description
        if let run, run.numerics != Numerics.version {
            Console.error(
                "Trial \(number) was computed by numerics version \(run.numerics); this is version \(Numerics.version), "
                    + "whose values may differ in their last digits.")
        }
        let stored = try study.keptData(of: trial)
        let digits = digits
        let again = try awayFromMain {
            let candidate = Candidate(number: number, parameters: parameters, parent: trial.parent)
            let now = Date()
            let objective = try digits.evaluator(of: annealing, threads: ThreadCount().value)
            return FinishedTrial(candidate, objective.evaluation(of: candidate), started: now, finished: now)
        }
        let differences = Self.differences(trial, stored, again)
        guard differences.isEmpty else {
            for line in differences { try Console.print(line) }
            throw DataError(description: "trial \(number) of \(name) did not come back exactly")
        }
        let what = trial.value.map { "value \($0.shortestText)" } ?? "the same failure"
        try Console.print(
            "Trial \(number) of \(name) came back exactly: \(what), every stored value and the trace equal\(stored.artifacts.isEmpty ? "" : ", and the weights")."
        )
    }

    private static func differences(
        _ stored: Trial, _ kept: OpenedStudy.KeptData, _ again: FinishedTrial
    ) -> [String] {
        let new = Trial(again, run: stored.run ?? RunID(0))
        var rows: [(String, String, String)] = [
            ("state", stored.state.rawValue, new.state.rawValue),
            ("value", stored.value?.shortestText ?? "none", new.value?.shortestText ?? "none"),
            ("reason", stored.reason ?? "none", new.reason ?? "none"),
            ("steps", "\(stored.steps ?? 0)", "\(new.steps ?? 0)"),
        ]
        for name in Set(stored.values.keys).union(new.values.keys).sorted() {
            let text = { (values: [String: Double]) in values[name]?.shortestText ?? "none" }
            rows.append((name, text(stored.values), text(new.values)))
        }
        if kept.trace != again.evaluation.trace { rows.append(("trace", "other bytes", "these")) }
        for name in Set(kept.artifacts.keys).union(again.evaluation.artifacts.keys).sorted()
        where kept.artifacts[name] != again.evaluation.artifacts[name] {
            rows.append((name, "other bytes", "these"))
        }
        return rows.filter { $0.1 != $0.2 }.map { "\($0.0): stored \($0.1), now \($0.2)" }
    }
}
