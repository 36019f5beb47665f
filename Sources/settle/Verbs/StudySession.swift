import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports

/// Evaluates the remaining trials of a study: the work of `run`, `resume`, `evaluate` and `train`.
struct StudySession {
    let study: DeclaredStudy
    let prepared: PreparedObjective
    let setUp: SetUp
    let record: StudyRecord
    let store: any TrialStore
    let threads: ThreadCount
    let scheduler: any Scheduler
    let shard: Shard
    let storage: StorageOptions
    /// The `--data` argument for suggested commands.
    let digitsArgument: String
    let output: FormatOptions
    /// The number of best trials to print at the end.
    let top: Int
    /// The command that evaluates every trial to its end.
    let completeCommand: String
    /// The command to suggest after an interruption; nil for `settle resume`.
    var commandToGoOn: String?
    /// The run stops where this many first trials all fail; nil to go on.
    var firstTrials: Int?
    /// What a confirmation's objective needs; nil if the study is not confirmed.
    var resources: StudyResources?

    /// Evaluates the trials, reports the outcome, prints the best trials and closes the store.
    func run() throws {
        try run { try printBest($0) }
    }

    /// Evaluates the trials, reports the outcome, prints a result and closes the store.
    ///
    /// - Parameter print: prints the result of the study.
    func run(thenPrint print: (StoredStudy) throws -> Void) throws {
        // A store that cannot be closed, because a reader is at work, is closed by the next process.
        defer { try? store.close() }
        if let requested = threads.reducedFrom {
            Console.error(
                "Using \(NumberText.count(threads.value, "thread")), not \(requested): "
                    + "this machine has \(NumberText.count(threads.value, "core")).")
        }
        if let warning = store.warning { Console.error("Warning: \(warning.text).") }
        try evaluate()
        let count = scheduler.rankingSize
        if count > 0, let pruned = try store.counts(of: record.id).byState[.pruned] {
            // A sampler that has learned pruned trials does not unlearn them, so they are not evaluated again.
            let isAdaptive = try study.sampler() is any AdaptiveSampler
            Console.error(
                "\(trials(pruned)) cannot be among the best \(count) and were pruned."
                    + (isAdaptive
                        ? "" : " To evaluate every trial to its end: \(completeCommand)\(shardArgument)"))
        }
        try confirm()
        try print(StoredStudy(record, in: store, kinds: .ofTheCommand))
    }

    /// Scores the best trials again where the study's file asks for it.
    private func confirm() throws {
        guard let resources else { return }
        try ConfirmationStage(
            study: record, store: store, setUp: setUp, threads: threads, resources: resources, storage: storage,
            digitsArgument: digitsArgument, output: output, resumeCommand: resumeCommand
        ).run()
    }

    /// Evaluates the trials and reports the outcome.
    func evaluate() throws {
        if let warning = prepared.warning { Console.error("Warning: \(warning).") }
        if let choice = SamplerRemarks.choice(of: study) { Console.error(choice) }
        if let repetition = SamplerRemarks.repetition(of: study) { Console.error(repetition) }
        if let remark = try SamplerRemarks.unlearned(study, record) { Console.error(remark) }
        try evaluate(prepared.objective)
        if let remark = try SamplerRemarks.constancy(of: study, record, in: store) { Console.error(remark) }
    }

    private func evaluate(_ objective: some Objective) throws {
        var runner = try StudyRunner(
            study: record, store: store, sampler: try study.sampler(), objective: objective, threads: threads,
            scheduler: scheduler, shard: shard)
        runner.firstTrials = firstTrials
        try failures.refuse(try runner.firstFailures())
        if try runner.hasWork() {
            if let remark = try NumericsRemark.mixture(of: record, objective, in: store) { Console.error(remark) }
            try evaluate(runner)
        } else {
            let what = shard == .whole ? "" : " of share \(shard)"
            let budget = shard.size(below: record.definition.budget)
            var report = ProgressReport(of: study.name, total: budget, began: setUp.began, workers: threads.value)
            report.endWithoutWork(finished: budget)
            Console.error("Nothing is left to do: \(study.name) has all of its \(trials(budget))\(what).")
            try failures.tell(of: record, in: store)
        }
    }

    private func evaluate(_ runner: StudyRunner<some Objective>) throws {
        setUp.interruption.resumeCommand = resumeCommand
        let (cancellation, began) = (setUp.interruption.cancellation, setUp.began)
        let total = shard.size(below: record.definition.budget)
        let summary = try withExtendedLifetime(setUp) {
            try awayFromMain { [study] in
                var report = ProgressReport(
                    of: study.name, total: total, began: began, workers: runner.threads.value)
                defer { report.end() }
                let summary = try runner.run(
                    Provenance.describe(threads: runner.threads.value), cancellation: cancellation
                ) { report.show($0) }
                report.end(summary)
                return summary
            }
        }
        let progress = summary.progress
        var outcomes: [String] = []
        if progress.pruned > 0 { outcomes.append("\(NumberText.grouped(progress.pruned)) pruned") }
        if progress.failed > 0 { outcomes.append("\(NumberText.grouped(progress.failed)) failed") }
        Console.error(
            "\(study.name): \(trials(progress.recorded)) in \(NumberText.duration(progress.elapsed)) on "
                + NumberText.count(runner.threads.value, runner.threads.areWaiting ? "worker" : "thread")
                + (outcomes.isEmpty ? "" : " (\(outcomes.joined(separator: ", ")))") + setUp.remark
                + (isKept ? ". Stored in \(storage.path)." : "."))
        for (problem, count) in progress.ignored.sorted(by: { $0.value > $1.value }) {
            Console.error("\(trials(count)) started again: the saved state \(problem).")
        }
        if progress.repeated > 0 {
            Console.error(
                "\(trials(progress.repeated)) had been taken over by another process, which found the same.")
        }
        if progress.conflicting > 0 {
            Console.error(
                "Warning: another process recorded another result for \(trials(progress.conflicting)), and its stays. "
                    + "See which, and whether they come back: settle check\(storage.argument)")
        }
        try failures.refuse(summary.firstFailures)
        try failures.tell(of: record, in: store)
        if summary.ending == .interrupted {
            Console.error(
                "Stopped with \(NumberText.grouped(progress.finished)) of \(trials(progress.budget)) recorded"
                    + (progress.kept > 0 && isKept
                        ? " and \(NumberText.grouped(progress.kept)) kept where they stood" : "")
                    + ". Go on with: \(resumeCommand)")
            throw ExitCode(ExitStatus.interrupted)
        }
    }

    /// Whether the study outlives this process.
    private var isKept: Bool { !(store is InMemoryStore) }

    /// `evaluate` and `train` tell of each failed trial themselves.
    private var failures: FailureRemarks {
        FailureRemarks(study: study.name, storage: storage.argument, areTold: commandToGoOn == nil)
    }

    private var resumeCommand: String {
        commandToGoOn ?? "settle resume \(study.name)\(shardArgument)\(storage.argument)\(digitsArgument)"
    }

    private var shardArgument: String { shard == .whole ? "" : " --shard \(shard)" }

    private func trials(_ count: Int) -> String { NumberText.count(count, "trial") }

    private func printBest(_ stored: StoredStudy) throws {
        if let front = try stored.front(), !front.trials.isEmpty {
            let more = front.trials.count > top ? " The whole front: settle best \(study.name)\(storage.argument)" : ""
            Console.error(front.summary + more)
            return try Console.print(TrialList(front.first(top), of: stored).text(output.format))
        }
        let confirmation = try stored.confirmation()
        let trials = try stored.certainRanked(top, by: confirmation)
        if trials.isEmpty {
            Console.error(
                "No trial is complete; see why with: settle trials \(study.name) --state failed --limit 3"
                    + storage.argument)
        }
        if trials.isEmpty, output.format == .table { return }
        try Console.print(
            BestTrialsText(study: stored, trials: trials, confirmation: confirmation).text(output.format))
        guard let confirmation, confirmation.isComplete else { return }
        for remark in ConfirmationRemarks(confirmation, of: study.name, storage: storage).texts {
            Console.error(remark)
        }
    }
}
