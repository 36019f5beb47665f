import Foundation
import HyperparameterSearch

/// The promises of every `Scheduler`, clause by clause.
public struct SchedulerContract: Sendable {
    /// A scheduler under test.
    public struct Subject: Sendable, CustomStringConvertible {
        public let description: String
        let make: @Sendable () -> any Scheduler

        /// A scheduler to test.
        ///
        /// `make` makes the scheduler anew; it is called several times.
        public init(_ name: String, make: @escaping @Sendable () -> any Scheduler) {
            description = name
            self.make = make
        }
    }

    /// One promise, and its check.
    public struct Clause: Sendable, CustomStringConvertible {
        public let description: String
        let check: @Sendable (any Scheduler) throws -> Void

        init(_ name: String, _ check: @escaping @Sendable (any Scheduler) throws -> Void) {
            description = name
            self.check = check
        }
    }

    /// All promises.
    public static let clauses =
        [
            Clause("it is recorded by a text of one line, the same each time") { scheduler in
                try expectEqual(scheduler.text, scheduler.text, "the text")
                try expect(
                    !scheduler.text.isEmpty && !scheduler.text.contains("\n"), "one line of text", found: scheduler.text
                )
            },
            Clause("its rungs ascend to the last step") { scheduler in
                for steps in [1, 2, 7, 100, 10_000] {
                    let rungs = scheduler.rungs(through: steps)
                    guard !rungs.isEmpty else { continue }
                    try expectEqual(rungs, Set(rungs).sorted(), "the rungs of \(steps) steps, ascending")
                    try expectEqual(rungs.last, steps, "the last rung of \(steps) steps")
                    try expect(rungs[0] >= 1, "a first rung of at least 1", found: "\(rungs[0])")
                }
            },
            Clause("its order is strict: no trial comes before itself, and of two at most one comes first") {
                scheduler in
                for direction in [Direction.minimize, .maximize] {
                    for one in standings {
                        for other in standings {
                            let isFirst = scheduler.isAdvanced(one, before: other, direction: direction)
                            let isSecond = scheduler.isAdvanced(other, before: one, direction: direction)
                            try expect(!(isFirst && isSecond), "one order of \(one) and \(other)")
                        }
                    }
                }
            },
            Clause("it chooses trials that wait, each once, all before the same rung, and at least one") { scheduler in
                for known in [0, max(1, scheduler.rankingSize)] {
                    var best = Ranking(direction: .minimize, capacity: scheduler.rankingSize)
                    for number in 0..<known { best.insert(.init(number: 100 + number, value: 7)) }
                    var waiting = ordered(by: scheduler)
                    // Until none waits: those that are chosen go away.
                    while !waiting.isEmpty {
                        let window = TrialsInWindow(
                            waiting: waiting, advancing: [], rungs: [1, 2, 3, 5], best: best, preferredCount: 2)
                        let next = scheduler.next(of: window)
                        try expect(!next.isEmpty, "a trial to advance", found: "none of \(waiting.count)")
                        try expectEqual(next.count, Set(next).count, "the number of chosen trials, each once")
                        try expect(
                            next.allSatisfy(waiting.indices.contains), "indices of waiting trials", found: "\(next)")
                        let targets = Set(next.map { window.target(of: waiting[$0]) })
                        try expectEqual(targets.count, 1, "the number of rungs to which the chosen trials advance")
                        try expectEqual(scheduler.next(of: window), next, "what it chooses, asked again")
                        waiting = waiting.indices.filter { !next.contains($0) }.map { waiting[$0] }
                    }
                }
            },
            Clause("it stops trials that wait, each once, the same ones each time") { scheduler in
                var best = Ranking(direction: .minimize, capacity: scheduler.rankingSize)
                for number in 0..<max(1, scheduler.rankingSize) { best.insert(.init(number: number, value: 2)) }
                let waiting = ordered(by: scheduler)
                let stopped = scheduler.stopped(waiting, best: best)
                try expectEqual(stopped.count, Set(stopped).count, "the number of stopped trials, each once")
                try expect(
                    stopped.allSatisfy(waiting.indices.contains), "indices of waiting trials", found: "\(stopped)")
                try expectEqual(scheduler.stopped(waiting, best: best), stopped, "what it stops, asked again")
            },
            Clause("it does not evaluate the trials again that it has just stopped") { scheduler in
                var best = Ranking(direction: .minimize, capacity: scheduler.rankingSize)
                for number in 0..<max(1, scheduler.rankingSize) { best.insert(.init(number: number, value: 2)) }
                let reopening = scheduler.reopening(best: best.entries)
                for index in scheduler.stopped(ordered(by: scheduler), best: best) {
                    let bound = ordered(by: scheduler)[index].bound
                    try expect(
                        !reopening.includes(bound: bound, direction: .minimize), "a stopped trial to stay stopped",
                        found: "one with the bound \(bound.map { "\($0)" } ?? "none") is evaluated again, without end")
                }
            },
            Clause("a run ends with a result for each trial; complete values are those of a complete run") {
                scheduler in
                let wanted = try RungStudy().run(CompleteScheduler(), threads: 1)
                for threads in [1, 2, 4] {
                    let trials = try RungStudy().run(scheduler, threads: threads)
                    try expectEqual(trials.count, wanted.count, "the number of trials on \(threads) threads")
                    for (trial, full) in zip(trials, wanted) {
                        try expect(trial.state.isFinished, "a result of trial \(trial.number)", found: "\(trial.state)")
                        guard trial.state != .pruned else { continue }
                        try expectEqual(
                            trial.result?.outcome, full.result?.outcome, "the outcome of trial \(trial.number)")
                    }
                }
            },
        ] + cohortClauses

    private static let standings = (0..<24).map { number in
        Standing(
            number: number, step: 1 + number % 3, bound: number % 5 == 0 ? nil : Double(number * 7 % 11) / 2,
            value: number % 4 == 0 ? nil : Double(number * 5 % 13))
    }

    /// The standings in the order in which a run would advance them.
    private static func ordered(by scheduler: any Scheduler) -> [Standing] {
        standings.sorted { one, other in
            if scheduler.isAdvanced(one, before: other, direction: .minimize) { return true }
            if scheduler.isAdvanced(other, before: one, direction: .minimize) { return false }
            return one.number < other.number
        }
    }

    /// Checks one promise.
    ///
    /// - Throws: ``ContractViolation`` where the scheduler breaks it; another error where a study of the check fails.
    public static func check(_ clause: Clause, of subject: Subject) throws {
        try clause.check(subject.make())
    }
}

/// A study of forty trials of twenty steps, whose values are sums of increments that are never negative.
struct RungStudy {
    private let store = InMemoryStore()

    func run(
        _ scheduler: any Scheduler, threads: Int, cancellation: Cancellation = Cancellation(),
        onStep: @escaping @Sendable () -> Void = {}
    ) throws -> [Trial] {
        let sampler = try GridSampler([.init("rate", (0..<40).map { .number(Double($0 * 17 % 40)) })])
        let study = try store.openStudy(
            StudyDefinition(name: "s", direction: .minimize, budget: 40, sampler: sampler))
        _ = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: GrowingObjective(onStep: onStep),
            threads: ThreadCount(threads, cores: threads), scheduler: scheduler
        ).run(Sample.run, cancellation: cancellation)
        return try store.trials(of: study.id, matching: .all)
    }

    /// What is stored of the trials, times and runs aside.
    func content() throws -> StoredContent? {
        try store.study(named: "s").map { try StoredContent(of: $0.id, in: store) }
    }
}

/// An objective whose value grows by the trial's rate with every step.
private struct GrowingObjective: Objective {
    struct Progress: Sendable, Codable {
        let rate: Double
        var step = 0
        var sum = 0.0
    }

    let direction = Direction.minimize
    let steps = 20
    let hasMonotoneBound = true
    let hasIntermediateValues = true
    let preferredBatchSize = 3
    let onStep: @Sendable () -> Void

    func begin(_ candidate: Candidate) -> Progress {
        Progress(rate: (try? candidate.parameters.number("rate")) ?? 0)
    }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        for index in batch.indices {
            while batch[index].step < step, !isFailed(batch[index]) {
                if cancellation.isCancelled { return false }
                onStep()
                batch[index].step += 1
                batch[index].sum += batch[index].rate
            }
        }
        return true
    }

    /// Trials with every ninth rate fail before their last step.
    private func isFailed(_ trial: Progress) -> Bool {
        trial.step == 11 && Int(trial.rate).isMultiple(of: 9)
    }

    func status(of progress: Progress) -> TrialStatus {
        if isFailed(progress) { return .ended(Evaluation(.failed(reason: "by its rate"), steps: progress.step)) }
        if progress.step == steps { return .ended(Evaluation(.complete(value: progress.sum), steps: steps)) }
        return .running(step: progress.step, bound: progress.sum)
    }

    func checkpoint(of progress: Progress) -> Data? { try? JSONEncoder().encode(progress) }

    func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        do { return try JSONDecoder().decode(Progress.self, from: checkpoint) } catch { throw .otherForm }
    }

    func intermediateValue(of progress: Progress) -> Double? {
        progress.step == 0 ? nil : progress.sum * Double(steps) / Double(progress.step)
    }
}
