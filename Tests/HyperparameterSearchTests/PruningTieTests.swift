import Foundation
import HyperparameterSearch
import SearchContracts
import Testing

/// An objective of two steps, whose bound after the first step already equals the value. Trial n has the n-th value.
private struct ListedObjective: Objective {
    struct Progress: Sendable {
        let value: Double
        var step = 0
    }
    let list: [Double]
    let direction = Direction.minimize
    let steps = 2
    let hasMonotoneBound = true

    func begin(_ candidate: Candidate) -> Progress { Progress(value: list[candidate.number]) }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        for index in batch.indices { batch[index].step = max(batch[index].step, step) }
        return true
    }

    func status(of progress: Progress) -> TrialStatus {
        progress.step == steps
            ? .ended(Evaluation(.complete(value: progress.value), steps: steps))
            : .running(step: progress.step, bound: progress.step == 0 ? nil : progress.value)
    }
}

@Suite("Equal values rank by number, whatever was pruned")
struct PruningTieTests {
    private let store = InMemoryStore()

    private func study(of list: [Double]) throws -> StudyRecord {
        try store.openStudy(StudyDefinition(name: "s", text: "", direction: .minimize, budget: list.count))
    }

    private let description = RunDescription(
        worker: Worker(host: "here", process: 1, processStart: "now", scope: ""))

    private func run(_ list: [Double], keep: Int) throws -> [Int] {
        let study = try study(of: list)
        let sampler = RandomSampler(try SearchSpace([.float("x", in: 0...1)]), stream: .keyed(seed: 1))
        let runner = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: ListedObjective(list: list),
            threads: ThreadCount(1), scheduler: .keep(keep))
        _ = try runner.run(description, cancellation: Cancellation())
        return try store.best(keep, of: study.id).map(\.number)
    }

    @Test("a pruned trial whose bound equals the K-th best value is revived: it may precede it")
    func revival() throws {
        let list = [5.0, 5, 3]
        let study = try study(of: list)
        let run = try store.beginRun(description, of: study.id)
        _ = try store.claim(3, for: run)
        let outcomes: [Outcome] = [.pruned(bound: 5), .complete(value: 5), .complete(value: 3)]
        try store.record(
            outcomes.enumerated().map { number, outcome in
                FinishedTrial(
                    Candidate(number: number, parameters: [:]), Evaluation(outcome), started: Date(), finished: Date())
            }, for: run)
        try store.endRun(run, as: .finished)
        #expect(try store.guaranteedBest(of: study.id) == 1, "trial 1 may share its value with trial 0")
        #expect(try self.run(list, keep: 1) == [2])
        #expect(try store.counts(of: study.id)[.pruned] == 1)
        #expect(try self.run(list, keep: 2) == [2, 0])
    }

    @Test("a bound that equals the K-th best value goes on", arguments: 1...6)
    func threshold(keep: Int) throws {
        let list = [2.0, 1, 1, 2, 1, 2, 3, 3]
        #expect(try run(list, keep: keep) == Array([1, 2, 4, 0, 3, 5].prefix(keep)))
        let study = try study(of: list)
        #expect(
            try store.trials(of: study.id, matching: .all).allSatisfy {
                $0.state == (list[$0.number] <= (keep <= 3 ? 1 : 2) ? .complete : .pruned)
            })
    }
}
