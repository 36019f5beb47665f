import Foundation
import StudyFiles
import Testing

@testable import AnnealingStudies
@testable import HyperparameterSearch
@testable import SpikingDynamics

/// A small study of annealing schedules in a store of its own: trials of all quantizers, some of which fail.
struct SmallConvergenceStudy {
    var objective: ConvergenceObjective
    let store = InMemoryStore()
    private let study: StudyRecord
    private let sampler: any Sampler

    static let budget = 70

    init(
        inputs: Int = 1, networks: Int = 1, aggregation: Aggregation = .geometricMean,
        measure: ConvergenceSettings.Measure = .meanError, steps: Int = 150,
        further: [ConvergenceSettings.FurtherObjective] = []
    ) throws {
        let settings = ConvergenceSettings(
            networks: (0..<UInt32(networks)).map { network in
                // The first is the same however many there are; later ones are smaller.
                NetworkSpecification(
                    layers: [21 - Int(network), 18, 7], weightSeed: 3 + network,
                    inputSeeds: (1...UInt32(inputs)).map { $0 })
            }, aggregation: aggregation, steps: steps, measure: measure, noiseSeed: 5,
            furtherObjectives: further)
        let definition = DeclaredStudy(
            name: "small", kind: settings,
            sampling: .random(
                DeclaredStudy.RandomSampling(stream: .keyed, seed: 9, significantDigits: 1),
                ScheduleSpace(
                    epsilon: .powerLaw(
                        initial: .range(0...1.4, scale: .linear, count: nil),
                        exponent: .range(0...1, scale: .linear, count: nil)),
                    // One significant digit: first lambdas repeat, some are 0, and the largest make networks diverge.
                    lambda: .powerLaw(
                        initial: .list([0, 0.3, 0.6, 0.9, 1, 900]),
                        exponent: .range(0...0.8, scale: .linear, count: nil)),
                    quantizers: Quantizer.allCases
                ).declared, trials: Self.budget),
            points: [])
        objective = try ConvergenceObjective(settings)
        study = try store.openStudy(definition.definition())
        sampler = try definition.sampler()
    }

    func runner(_ scheduler: any Scheduler, threads: Int = 1) throws -> StudyRunner<ConvergenceObjective> {
        try StudyRunner(
            study: study, store: store, sampler: sampler, objective: objective, threads: ThreadCount(threads, cores: 2),
            scheduler: scheduler)
    }

    @discardableResult
    func run(
        _ scheduler: any Scheduler = .complete, threads: Int = 1, windowSize: Int = 8192,
        cancellation: Cancellation = Cancellation()
    ) throws -> RunSummary {
        var runner = try runner(scheduler, threads: threads)
        runner.windowSize = windowSize
        return try runner.run(
            RunDescription(worker: Worker(host: "here", process: 1, processStart: "now", scope: "")),
            cancellation: cancellation)
    }

    /// A run that is cancelled once its batches have made `blocks` blocks of steps.
    func runStopping(
        _ scheduler: any Scheduler, threads: Int, cancellation: Cancellation, blocks: Int
    ) throws -> RunSummary {
        let stopping = StoppingObjective(objective: objective, cancellation: cancellation, blocks: blocks)
        let runner = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: stopping, threads: ThreadCount(threads, cores: 2),
            scheduler: scheduler)
        return try runner.run(
            RunDescription(worker: Worker(host: "here", process: 1, processStart: "now", scope: "")),
            cancellation: cancellation)
    }

    func checkpoints() throws -> [Int: TrialCheckpoint] {
        try store.checkpoints(ofTrials: Array(0..<Self.budget), of: study.id)
    }

    /// The best, numbers and values.
    func best(_ count: Int) throws -> [Content] {
        try store.best(count, of: study.id).map(content)
    }

    /// What is stored of all trials but who made them, and when.
    func contents() throws -> [Content] {
        try store.trials(of: study.id, matching: .all).map(content)
    }

    func guaranteedBest() throws -> Int? { try store.guaranteedBest(of: study.id) }

    private func content(_ trial: Trial) throws -> Content {
        Content(
            number: trial.number, state: trial.state, parameters: trial.parameters, value: trial.value,
            bound: trial.bound, reason: trial.reason, values: trial.values, steps: trial.steps,
            trace: try store.trace(ofTrial: trial.number, of: study.id))
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
}
