import EquilibriumPropagation
import Foundation
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies
@testable import HyperparameterSearch

/// Training as an objective: trials of the runner, checkpointed, interrupted, resumed.
@Suite struct TrainingObjectiveTests {
    private static let schedules = AnnealingSchedules(
        epsilon: .powerLaw(initial: 0.843, exponent: 0.0923), lambda: .powerLaw(initial: 0.832, exponent: 0.584),
        quantizer: .sigmaDelta)
    private static let slow = AnnealingSchedules(
        epsilon: .constant(0.001), lambda: .constant(1), quantizer: .sigmaDelta)

    /// A schedule, one that never leaves chance level, the continuous twin, and a schedule at 0; with seeds.
    private static let study = {
        var plan = TrainingPlan(hidden: [20], epochs: 5)
        plan.rule.rates = [0.4, 0.2]
        let parent = TrialReference(study: "paper-5000", number: 4333)
        return DeclaredStudy(
            name: "patterns",
            kind: TrainingSettings(plan: plan, seed: 3, keepsWeights: true), sampling: .points,
            points: [
                StudyPoint(.binary(schedules), seed: 1, parent: parent),
                StudyPoint(.binary(slow), seed: 1), StudyPoint(.continuous(epsilon: 0.5), seed: 1),
                StudyPoint(.binary(schedules), parent: parent),
                StudyPoint(
                    .binary(
                        AnnealingSchedules(epsilon: .constant(0), lambda: .constant(1), quantizer: .sigmaDelta))),
            ].map(\.declared))
    }()

    private func objective(threads: Int = 1) throws -> TrainingObjective {
        guard let settings = Self.study.kind as? TrainingSettings else { throw CancellationError() }
        return try TrainingObjective(settings, images: Patterns.images, threads: threads)
    }

    private func runner(_ store: InMemoryStore, threads: Int) throws -> StudyRunner<TrainingObjective> {
        try StudyRunner(
            study: store.openStudy(Self.study.definition()), store: store, sampler: Self.study.sampler(),
            objective: objective(threads: threads), threads: ThreadCount(threads, cores: threads))
    }

    private static let worker = RunDescription(
        worker: Worker(host: "here", process: 1, processStart: "now", scope: ""))

    /// What is stored of each trial, times aside.
    private func content(_ store: InMemoryStore) throws -> [String] {
        let study = try #require(try store.study(named: "patterns")).id
        return try store.trials(of: study, matching: .all).map { trial in
            let trace = try store.trace(ofTrial: trial.number, of: study)
            let weights = try store.artifact(named: TrainingObjective.weights, ofTrial: trial.number, of: study)
            let values = trial.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(trial.number) \(trial.state) \(trial.value ?? -1) \(trial.reason ?? "") \(trial.steps ?? -1) "
                + "\(values) \(trial.parent?.description ?? "") \(trace?.hashValue ?? 0) \(weights?.hashValue ?? 0)"
        }
    }

    private func straight() throws -> [String] {
        let store = InMemoryStore()
        #expect(try runner(store, threads: 1).run(Self.worker, cancellation: Cancellation()).ending == .finished)
        return try content(store)
    }

    @Test func networksThatLearnAreRankedAndOthersFailWithTheReason() throws {
        let store = InMemoryStore()
        _ = try runner(store, threads: 2).run(Self.worker, cancellation: Cancellation())
        let study = try #require(try store.study(named: "patterns")).id
        let trials = try store.trials(of: study, matching: .all)
        #expect(trials.map(\.state) == [.complete, .failed, .complete, .complete, .failed])
        #expect(trials[1].reason?.contains("it has not left chance level") == true)
        #expect(trials[1].steps == 2 * 20, "it stopped after epoch 2")
        #expect(trials[4].reason?.hasPrefix("epsilon = 0 is 0 at step 1; a schedule stays finite and above 0 ") == true)
        #expect(trials[4].steps == 0)
        #expect(trials.map(\.parent?.number) == [4333, nil, nil, 4333, nil])
        for number in [0, 2, 3] {
            let trial = trials[number]
            #expect(try #require(trial.value) < 0.2)
            #expect(trial.value == trial.values["testError"])
            #expect(trial.steps == 5 * 20)
            let trace = try #require(try store.trace(ofTrial: number, of: study).flatMap(LearningTrace.init))
            #expect(trace.readings.map(\.epoch) == [1, 2, 3, 3.25, 3.5, 3.75, 4, 4.25, 4.5, 4.75, 5])
            let last = trace.readings.suffix(8).map(\.test.error)
            #expect(trial.values["testError"] == last.reduce(0, +) / 8)
            #expect(trial.values["lowestTestError"] == last.min())
            #expect(trial.values["highestTestError"] == last.max())
            #expect(trial.values["finalTestError"] == last.last)
            #expect((trial.values["spikes"] == nil) == (number == 2))
            #expect(try store.artifactNames(ofTrial: number, of: study) == [TrainingObjective.weights])
            #expect(Set(trial.values.keys).isSubset(of: TrainingSettings().valueNames))
        }
        #expect(trials[0].value != trials[3].value, "seed 1 is not the study's seed 3")
    }

    @Test(arguments: [1, 2, 3]) func storedValuesDoNotDependOnThreads(threads: Int) throws {
        let store = InMemoryStore()
        _ = try runner(store, threads: threads).run(Self.worker, cancellation: Cancellation())
        #expect(try content(store) == straight())
    }

    /// Cancelled again and again, wherever that finds it.
    @Test(arguments: [1, 2]) func interruptedRunsEndTheSame(threads: Int) throws {
        let store = InMemoryStore()
        var runs = 0
        while true {
            let cancellation = Cancellation()
            var turns = 0
            let summary = try runner(store, threads: threads).run(Self.worker, cancellation: cancellation) { _ in
                turns += 1
                if turns == 2 + runs % 3 { cancellation.cancel() }
            }
            runs += 1
            if summary.ending == .finished { break }
            try #require(runs < 500)
        }
        #expect(try content(store) == straight())
    }

    @Test func aCheckpointIsTakenUpByAnotherObjective() throws {
        let candidate = Candidate(number: 0, parameters: Self.study.points[0].parameters)
        let first = try objective()
        var batch = [first.begin(candidate)]
        #expect(first.advance(&batch, to: first.milestones[1], cancellation: Cancellation()))
        #expect(first.report(of: batch[0])?.hasPrefix("epoch 2 of 5, test ") == true)
        let checkpoint = try #require(first.checkpoint(of: batch[0]))
        let second = try objective()
        var restored = [try second.restore(candidate, from: checkpoint)]
        guard case .running(let step, _) = second.status(of: restored[0]) else {
            Issue.record("a restored trial runs")
            return
        }
        #expect(step == 40)
        #expect(second.advance(&restored, to: second.steps, cancellation: Cancellation()))
        guard case .ended(let evaluation) = second.status(of: restored[0]) else {
            Issue.record("a whole trial has ended")
            return
        }
        #expect(try evaluation == objective().evaluation(of: candidate))
        #expect(throws: CheckpointProblem.unusable) {
            _ = try second.restore(candidate, from: checkpoint.dropLast())
        }
    }

    @Test func parametersThatAreNoNetworkFail() throws {
        let objective = try objective()
        for parameters: TrialParameters in [
            ["epsilon.constant": 0.5], ["network": "continuous"],
            ["epsilon.constant": 0.5, "network": "continuous", "seed": 0.5],
            ["epsilon.constant": 0.5, "network": "continuous", "seed": -1],
        ] {
            let evaluation = objective.evaluation(of: Candidate(number: 0, parameters: parameters))
            guard case .failed = evaluation.outcome else {
                Issue.record("\(parameters) is a network")
                continue
            }
        }
    }
}
