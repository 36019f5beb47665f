import Foundation
import SearchContracts
import Testing

@testable import HyperparameterSearch

/// A small random study in its own store, with the runs that the tests need.
struct PrunedStudy {
    var objective: PruningObjective
    let store = InMemoryStore()
    let study: StudyRecord
    let threads: ThreadCount
    var windowSize: Int

    init(seed: UInt64, direction: Direction, threads: Int = 1, trials: Int? = nil, steps: Int? = nil) throws {
        var generator = PruningRandom(seed: seed ^ 0xfeed)
        objective = PruningObjective(seed: seed, direction: direction, steps: steps)
        let budget = trials ?? Int.random(in: 1...60, using: &generator)
        study = try store.openStudy(StudyDefinition(name: "s", text: "", direction: direction, budget: budget))
        self.threads = try ThreadCount(threads, cores: 2)
        windowSize = [1, 3, 17, 64, 8192].randomElement(using: &generator) ?? 1
    }

    func runner(_ scheduler: any Scheduler) throws -> StudyRunner<PruningObjective> {
        var runner = try StudyRunner(
            study: study, store: store, sampler: NumberSampler(), objective: objective, threads: threads,
            scheduler: scheduler)
        runner.windowSize = windowSize
        return runner
    }

    @discardableResult
    func run(_ scheduler: any Scheduler, cancellation: Cancellation = Cancellation()) throws -> RunSummary {
        try runner(scheduler).run(Self.description, cancellation: cancellation)
    }

    /// Begins a run that claims trials, records some of them and then dies.
    func die(claiming count: Int, recording recorded: Int) throws {
        let run = try store.beginRun(Self.description, of: study.id)
        let numbers = try store.claim(count, for: run, from: NumberSampler())
        for number in numbers.prefix(recorded) {
            let candidate = Candidate(number: number, parameters: NumberSampler().parameters(ofTrial: number))
            var batch = [objective.begin(candidate)]
            _ = objective.advance(&batch, to: objective.steps, cancellation: Cancellation())
            guard case .ended(let evaluation) = objective.status(of: batch[0]) else { continue }
            try store.record([FinishedTrial(candidate, evaluation, started: Date(), finished: Date())], for: run)
        }
        try store.endRun(run, as: .abandoned)
    }

    private static let description = RunDescription(
        worker: Worker(host: "here", process: 1, processStart: "now", scope: ""))

    /// The stored content of all trials, without runs and times.
    func contents() throws -> [Content] {
        try store.trials(of: study.id, matching: .all).map { trial in
            Content(
                number: trial.number, state: trial.state, parameters: trial.parameters, value: trial.value,
                bound: trial.bound, reason: trial.reason, values: trial.values, steps: trial.steps,
                trace: try store.trace(ofTrial: trial.number, of: study.id))
        }
    }

    struct Content: Hashable {
        let number: Int
        let state: TrialState
        let parameters: TrialParameters?
        let value, bound: Double?
        let reason: String?
        let values: [String: Double]
        let steps: Int?
        let trace: Data?
    }

    /// The numbers and values of the best trials.
    func best(_ count: Int) throws -> [Ranking.Entry] {
        try store.best(count, of: study.id).map { Ranking.Entry(number: $0.number, value: try #require($0.value)) }
    }

    /// Trial n has n as its parameter.
    private struct NumberSampler: IndependentSampler {
        let size: Int? = nil
        let fingerprint = "number"
        func parameters(ofTrial number: Int) -> TrialParameters {
            ["number": .number(Double(number))]
        }
    }
}
