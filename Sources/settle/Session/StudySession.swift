import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyStorage

/// Runs what is left of a study: for `run` and `resume`.
struct StudySession {
    let study: AnnealingStudy
    let record: StudyRecord
    let store: SQLiteStore
    let options: RunOptions

    /// Evaluates, says how it went, and prints the best trials.
    func run() throws {
        let threads = try ThreadCount(options.threads)
        if let requested = threads.reducedFrom {
            Console.error(
                "Using \(NumberText.count(threads.value, "thread")), not \(requested): "
                    + "this machine has \(NumberText.count(threads.value, "core")).")
        }
        let budget = record.definition.budget
        if try store.counts(of: record.id).finished >= budget {
            Console.error("Nothing is left to do: \(study.name) has all of its \(NumberText.count(budget, "trial")).")
            try printBest()
            return
        }
        let interruption = Interruption(resumeCommand: resumeCommand)
        let cancellation = interruption.cancellation
        let summary = try withExtendedLifetime(interruption) {
            try awayFromMain { try evaluate(threads: threads, cancellation: cancellation) }
        }
        let progress = summary.progress
        Console.error(
            "\(study.name): \(NumberText.count(progress.recorded, "trial")) in "
                + "\(NumberText.duration(progress.elapsed)) on \(NumberText.count(threads.value, "thread"))"
                + (progress.failed > 0 ? ", \(NumberText.grouped(progress.failed)) of them failed" : "") + ".")
        if summary.ending == .interrupted {
            Console.error(
                "Stopped with \(NumberText.grouped(progress.finished)) of \(NumberText.count(budget, "trial")) "
                    + "recorded. Go on with: \(resumeCommand)")
            throw ExitCode(ExitStatus.interrupted)
        }
        try printBest()
    }

    private var resumeCommand: String { "settle resume \(study.name)\(options.storage.argument)" }

    private func evaluate(threads: ThreadCount, cancellation: Cancellation) throws -> RunSummary {
        let objective = try ConvergenceObjective(study.objective)
        if let warning = objective.warning { Console.error("Warning: \(warning).") }
        let runner = StudyRunner(
            study: record, store: store, sampler: try study.sampler(), objective: objective, threads: threads)
        var line = ProgressLine(name: study.name)
        defer { line.end() }
        return try runner.run(Provenance.describe(threads: threads.value), cancellation: cancellation) {
            line.show($0)
        }
    }

    private func printBest() throws {
        let opened = OpenedStudy(record: record, store: store)
        let trials = try store.best(options.top, of: record.id)
        if trials.isEmpty {
            Console.error("No trial is complete; see why with: settle trials \(study.name) --state failed --limit 3")
        } else {
            try Console.print(TrialListing(study: opened, trials: trials).text(options.output.format))
        }
    }
}
