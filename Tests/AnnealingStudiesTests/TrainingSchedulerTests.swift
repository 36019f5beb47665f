import EquilibriumPropagation
import Foundation
import SearchContracts
import SpikingDynamics
import StudyFiles
import TestSupport
import Testing

@testable import AnnealingStudies
@testable import HyperparameterSearch

/// Training under schedulers: rungs in epochs, at readings.
@Suite struct TrainingSchedulerTests {
    private static let study = {
        var plan = TrainingPlan(hidden: [20], epochs: 4)
        plan.rule.rates = [0.4, 0.2]
        return DeclaredStudy(
            name: "patterns", kind: TrainingSettings(plan: plan, seed: 3), sampling: .points,
            points: (0..<8).map { index in
                StudyPoint(
                    .binary(
                        AnnealingSchedules(
                            epsilon: .powerLaw(initial: 0.3 + 0.1 * Double(index), exponent: 0.1),
                            lambda: .powerLaw(initial: 0.8, exponent: 0.5), quantizer: .sigmaDelta)), seed: 1
                ).declared
            })
    }()

    private func run(
        _ scheduler: any Scheduler, in store: InMemoryStore, threads: Int, cancelling turn: Int = .max
    ) throws -> RunEnding {
        guard let settings = Self.study.kind as? TrainingSettings else { throw CancellationError() }
        let cancellation = Cancellation()
        var turns = 0
        return try StudyRunner(
            study: store.openStudy(Self.study.definition()), store: store, sampler: Self.study.sampler(),
            objective: TrainingObjective(settings, images: Patterns.images, threads: threads),
            threads: ThreadCount(threads, cores: threads), scheduler: scheduler
        ).run(Sample.run, cancellation: cancellation) { _ in
            turns += 1
            if turns == turn { cancellation.cancel() }
        }.ending
    }

    private func content(_ store: InMemoryStore) throws -> StoredContent {
        try StoredContent(of: try #require(try store.study(named: "patterns")).id, in: store)
    }

    @Test("Halving keeps the best at each rung, with the values of a full run, on any threads, interrupted or not")
    func halving() throws {
        let scheduler = SuccessiveHalving(cohort: 8, eta: 2, first: 1)
        let (full, straight) = (InMemoryStore(), InMemoryStore())
        #expect(try run(CompleteScheduler(), in: full, threads: 2) == .finished)
        #expect(try run(scheduler, in: straight, threads: 1) == .finished)
        let study = try #require(try straight.study(named: "patterns")).id
        let trials = try straight.trials(of: study, matching: .all)
        // 20 updates make an epoch; the rungs are at 1 and 2 epochs.
        #expect(trials.map { $0.steps ?? 0 }.sorted() == [20, 20, 20, 20, 40, 40, 80, 80])
        let other = try #require(try full.study(named: "patterns")).id
        for trial in trials where trial.state == .complete {
            #expect(try full.trial(trial.number, of: other)?.value == trial.value)
        }
        // The four that ended at the first rung are those with the worst readings there.
        let first = try (0..<8).map { number in
            try #require(
                try full.intermediateValues(ofTrial: number, of: other).first { $0.step == 20 }?.value)
        }
        let ranked = (0..<8).sorted { (first[$0], $0) < (first[$1], $1) }
        #expect(Set(trials.filter { $0.steps == 20 }.map(\.number)) == Set(ranked.suffix(4)))

        for threads in [1, 2] {
            let store = InMemoryStore()
            var runs = 0
            while try run(scheduler, in: store, threads: threads, cancelling: 2 + runs % 3) != .finished {
                runs += 1
                try #require(runs < 500)
            }
            #expect(try content(store) == content(straight))
        }
    }

    @Test("Rungs lie at readings: a first rung of half an epoch is at the first reading")
    func rungs() throws {
        guard let settings = Self.study.kind as? TrainingSettings else { throw CancellationError() }
        let objective = try TrainingObjective(settings, images: Patterns.images, threads: 1)
        let scale = StepScale(of: objective)
        #expect(scale.unit == StepUnit("epoch", steps: 20))
        #expect(SuccessiveHalving(cohort: 8, eta: 4, first: 0.5).rungs(ofCohort: 0, on: scale) == [20, 40])
        // Quarters are read in the last two epochs.
        #expect(MedianStopping(cohort: 8).rungs(ofCohort: 0, on: scale) == [20, 40, 45, 50, 55, 60, 65, 70, 75])
        #expect(throws: SchedulerError.equalRungs(0.25, 0.75, at: 1, unit: "epoch")) {
            try SuccessiveHalving(cohort: 9, eta: 3, first: 0.25).check(against: objective)
        }
    }
}
