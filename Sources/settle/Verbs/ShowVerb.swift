import AnnealingStudies
import ArgumentParser
import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import StudyReports

struct ShowVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that is known of a trial, with its error curve.",
        discussion: """
              settle show paper-5000 4333
            """)

    @Argument(help: "The study's name.")
    var name: String

    @Argument(help: "The trial's number.")
    var number: Int

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let study = try storage.study(name)
        let trial = try study.trial(number)
        var lines = [("trial", "\(number) of \(name)"), ("state", try state(of: trial, in: study))]
        if let network = study.network(of: trial) {
            lines.append(("epsilon", network.epsilonText))
            if let lambda = network.lambdaText { lines.append(("lambda", lambda)) }
        }
        if let parent = study.parent(of: trial) { lines.append(("schedule of", parent.description)) }
        let parameters = study.parameters(of: trial)?.values ?? [:]
        lines += parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
        if let reason = trial.reason { lines.append(("reason", reason)) }
        if let bound = trial.bound { lines.append(("at best", bound.shortestText)) }
        if let value = trial.value { lines.append(("value", value.shortestText)) }
        let values = trial.values.sorted { $0.key.compare($1.key, options: .numeric) == .orderedAscending }
        let networks = study.annealing?.objective.networks ?? [:]
        lines += values.map { name, value in
            (name, value.shortestText + (networks[name].map { "  (\($0))" } ?? ""))
        }
        if let steps = trial.steps { lines.append(("steps", NumberText.grouped(steps))) }
        if let checkpoint = try study.store.checkpoint(ofTrial: number, of: study.record.id) {
            lines.append(("checkpoint", "at step \(NumberText.grouped(checkpoint.step)), from which it goes on"))
        }
        if let finished = trial.finished { lines.append(("finished", finished.formatted(.iso8601))) }
        if let run = try study.store.runs(of: study.record.id).first(where: { $0.id == trial.run }) {
            let made = run.description
            lines += [
                ("run", "\(run.id.rawValue) by process \(made.worker.process) on \(made.worker.host)"),
                ("version", "\(made.version), numerics \(made.numerics), commit \(made.commit ?? "unknown")"),
                ("machine", made.machine),
            ]
        }
        lines = lines.map { (TerminalText.line($0.0), TerminalText.line($0.1)) }
        let width = lines.map(\.0.count).max() ?? 0
        for (label, text) in lines {
            try Console.print(label + String(repeating: " ", count: width - label.count + 2) + text)
        }
        for conflict in try study.store.conflicts(of: study.record.id) where conflict.number == number {
            try Console.print("run \(conflict.run.rawValue) found another result: \(conflict.difference)")
        }
        guard let data = try study.store.trace(ofTrial: number, of: study.record.id) else { return }
        if let trace = ErrorTrace(data) {
            try Console.print("\nerror(t) against step t, both logarithmic:\n")
            try Console.print(ErrorChart(points: trace.samples.map { (Double($0.step), $0.error) }).text)
        } else if let trace = LearningTrace(data) {
            try Console.print("\n" + ReadingTable(trace.readings).text)
        }
    }

    /// The state; of a claimed trial, whether somebody works on it.
    private func state(of trial: Trial, in study: OpenedStudy) throws -> String {
        guard trial.state == .claimed,
            let run = try study.store.runsAtWork(on: study.record.id).first(where: { $0.record.id == trial.run })
        else { return trial.state.rawValue }
        let worker = run.record.description.worker
        return run.isDead
            ? "waiting (process \(worker.process) on \(worker.host) has died, or said nothing for too long; another run takes it up)"
            : "claimed: process \(worker.process) on \(worker.host) works on it"
    }
}
