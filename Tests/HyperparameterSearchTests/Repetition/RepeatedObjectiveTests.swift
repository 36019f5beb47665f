import Foundation
import SearchContracts
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite("A trial that is evaluated with several seeds")
struct RepeatedObjectiveTests {
    private func candidate(_ x: Double, number: Int = 0) -> Candidate {
        Candidate(number: number, parameters: ["x": .number(x)])
    }

    @Test("has the mean of the seeds' values, and each of them by name")
    func mean() throws {
        let base = SeededWalk()
        let objective = RepeatedObjective(base, seeds: 3)
        let found = objective.evaluation(of: candidate(0.3))
        let alone = try (0..<3).map { repetition in
            var batch = [base.begin(candidate(0.3), repetition: repetition)]
            #expect(base.advance(&batch, to: 10, cancellation: Cancellation()))
            guard case .ended(let evaluation) = base.status(of: batch[0]) else { throw CancellationError() }
            return try #require(evaluation.outcome.value)
        }
        let value = alone.reduce(0, +) / 3
        #expect(found.outcome == .complete(value: value))
        #expect(Set(alone).count == 3, "each seed has its own value")
        #expect(found.steps == 30 && objective.steps == 30)
        #expect(found.values["sum"] == value)
        #expect((0..<3).map { found.values["repeat.\($0)"] } == alone)
        #expect(found.trace == Data("\(value)".utf8))
        #expect(found.artifacts == ["seed": Data([0])])
    }

    @Test("is the trial itself with one seed")
    func one() {
        let once = RepeatedObjective(SeededWalk(), seeds: 1).evaluation(of: candidate(0.3))
        let plain = SeededWalk().evaluation(of: candidate(0.3))
        #expect(once.outcome == plain.outcome && once.trace == plain.trace)
    }

    @Test("fails where one seed fails, and says which")
    func failure() {
        let objective = RepeatedObjective(SeededWalk(failing: 1), seeds: 3)
        let failed = objective.evaluation(of: candidate(0.9))
        #expect(failed.outcome == .failed(reason: "with seed 2 of 3: fell over"))
        #expect(failed.steps == 16)
        #expect(objective.evaluation(of: candidate(0.3)).outcome.state == .complete)
        let endless = RepeatedObjective(SeededWalk(isEndless: true), seeds: 2).evaluation(of: candidate(0.3))
        #expect(endless.outcome.reason == "the objective did not end the trial at its last step, 10")
    }

    @Test("has the milestones of every seed and the ends between them, and none where the base has none")
    func milestones() {
        #expect(RepeatedObjective(SeededWalk(), seeds: 3).milestones == [4, 10, 14, 20, 24])
        #expect(RepeatedObjective(SeededWalk(milestones: []), seeds: 3).milestones.isEmpty)
    }

    @Test("advances a batch whose trials are at different seeds, and goes on from a checkpoint at any step")
    func checkpoints() throws {
        let objective = RepeatedObjective(SeededWalk(), seeds: 3)
        let straight = objective.evaluation(of: candidate(0.3))
        for step in 1..<30 {
            var batch = [objective.begin(candidate(0.3)), objective.begin(candidate(0.4))]
            var ahead = [batch[1]]
            #expect(objective.advance(&ahead, to: 27, cancellation: Cancellation()))
            #expect(objective.advance(&batch, to: step, cancellation: Cancellation()))
            guard case .running(step, nil) = objective.status(of: batch[0]) else {
                Issue.record("at step \(step): \(objective.status(of: batch[0]))")
                continue
            }
            let data = try #require(objective.checkpoint(of: batch[0]), "step \(step)")
            var mixed = [try objective.restore(candidate(0.3), from: data), ahead[0]]
            #expect(objective.advance(&mixed, to: 30, cancellation: Cancellation()))
            guard case .ended(let evaluation) = objective.status(of: mixed[0]),
                case .ended(let second) = objective.status(of: mixed[1])
            else {
                Issue.record("the trials did not end")
                continue
            }
            #expect(evaluation == straight)
            #expect(second == objective.evaluation(of: candidate(0.4)))
        }
    }

    @Test("tells its intermediate value and where it is")
    func progress() {
        let objective = RepeatedObjective(SeededWalk(), seeds: 3)
        var batch = [objective.begin(candidate(0.3))]
        #expect(objective.intermediateValue(of: batch[0]) == nil)
        #expect(objective.checkpoint(of: batch[0]) == nil, "no step is made")
        _ = objective.advance(&batch, to: 10, cancellation: Cancellation())
        let first = 0.3 * (1...10).reduce(0) { $0 + 1 / Double($1) }
        #expect(abs((objective.intermediateValue(of: batch[0]) ?? 0) - first) < 1e-12)
        #expect(objective.report(of: batch[0]) == "seed 2 of 3, step 0")
        _ = objective.advance(&batch, to: 11, cancellation: Cancellation())
        #expect(abs((objective.intermediateValue(of: batch[0]) ?? 0) - (first + 0.15) / 2) < 1e-12)
    }

    @Test("starts again where a checkpoint is of another trial, version or number of seeds")
    func otherCheckpoints() throws {
        let objective = RepeatedObjective(SeededWalk(), seeds: 3)
        var batch = [objective.begin(candidate(0.3))]
        _ = objective.advance(&batch, to: 14, cancellation: Cancellation())
        let data = try #require(objective.checkpoint(of: batch[0]))
        #expect(throws: CheckpointProblem.otherTrial) { try objective.restore(candidate(0.4), from: data) }
        #expect(throws: CheckpointProblem.otherTrial) {
            try RepeatedObjective(SeededWalk(), seeds: 4).restore(candidate(0.3), from: data)
        }
        #expect(throws: CheckpointProblem.otherNumerics(7, wanted: 8)) {
            try RepeatedObjective(SeededWalk(arithmeticVersion: 8), seeds: 3).restore(candidate(0.3), from: data)
        }
        #expect(throws: CheckpointProblem.otherForm) {
            try objective.restore(candidate(0.3), from: Data(data.dropLast(20)))
        }
        #expect(throws: CheckpointProblem.otherForm) { try objective.restore(candidate(0.3), from: Data("12 3".utf8)) }
    }

    @Test("gives the same results on any number of threads, stopped and resumed")
    func runs() throws {
        let straight = try SampleSearchOfWalks()
        try straight.run(threads: 1)
        let expected = try straight.content()
        let stopped = try SampleSearchOfWalks()
        for stop in [3, 40, 90] {
            let cancellation = Cancellation()
            try stopped.run(threads: 2, cancellation: cancellation) { progress in
                if progress.finished >= stop { cancellation.cancel() }
            }
        }
        try stopped.run(threads: 2)
        #expect(try stopped.content() == expected)
    }
}

/// A search of a hundred walks with three seeds each.
private struct SampleSearchOfWalks {
    let store = InMemoryStore()
    let study: StudyRecord

    init() throws {
        study = try store.openStudy(Sample.definition("walks", budget: 100))
    }

    func run(
        threads: Int, cancellation: Cancellation = Cancellation(), progress: (RunProgress) -> Void = { _ in }
    ) throws {
        let sampler = RandomSampler(try SearchSpace([.float("x", in: 0...1)]), stream: .keyed(seed: 1))
        _ = try StudyRunner(
            study: study, store: store, sampler: sampler,
            objective: RepeatedObjective(SeededWalk(failing: 2), seeds: 3),
            threads: ThreadCount(threads, cores: threads)
        ).run(Sample.run, cancellation: cancellation, progress: progress)
    }

    func content() throws -> StoredContent { try StoredContent(of: study.id, in: store) }
}
