import Foundation
import HyperparameterSearch

/// The promises of every `AdaptiveSampler`, clause by clause.
public struct AdaptiveSamplerContract: Sendable {
    /// A sampler under test, and the domains that must contain its values.
    public struct Subject: Sendable, CustomStringConvertible {
        /// The sampler's name, for messages.
        public let name: String
        let parameters: [Parameter]
        let check: @Sendable (Clause) throws -> Void

        public var description: String { name }

        /// A sampler to test.
        ///
        /// `make` makes the sampler anew; it is called several times.
        public init<S: AdaptiveSampler>(
            _ name: String, _ parameters: [Parameter], make: @escaping @Sendable () throws -> S
        ) {
            self.name = name
            self.parameters = parameters
            check = { try $0.check(try make(), try make(), parameters) }
        }
    }

    /// One promise, in words.
    public enum Clause: String, Sendable, CaseIterable, CustomStringConvertible {
        /// A generation has the stated number of proposals, each in the space.
        case wholeGenerations = "a generation has its size, with values of their domains"
        /// Nothing but the index and the history decides.
        case pureFunction = "a generation is a pure function of its index and of what was learned"
        /// A history of failures, of pruned trials or of equal values is no obstacle.
        case everyOutcome = "failed and pruned trials, and trials that are all equal, are learned from"
        /// Studies recognize their samplers by their fingerprints.
        case fingerprint = "the fingerprint is the same for the same sampler, and names every parameter"
        /// Parallelism and interruptions change no trial.
        case anyWorkers = "a study has the same trials on any number of threads, interrupted or not"

        public var description: String { rawValue }

        func check<S: AdaptiveSampler>(_ one: S, _ other: S, _ parameters: [Parameter]) throws {
            switch self {
            case .wholeGenerations:
                let course = Course(one, outcome: Course<S>.sample)
                for (index, generation) in try course.generations(4).enumerated() {
                    try expectEqual(generation.count, one.generations.size, "the size of generation \(index)")
                    for trial in generation {
                        let active = parameters.active(in: trial)
                        try expectEqual(Set(trial.values.keys), Set(active.map(\.name)), "the names")
                        for parameter in active {
                            let value = try expectPresent(trial[parameter.name], parameter.name)
                            try expect(
                                parameter.domain.contains(value), "\(parameter.name) in \(parameter.domain)",
                                found: "\(value)")
                        }
                    }
                }
            case .pureFunction:
                let straight = try Course(one, outcome: Course<S>.sample).generations(4)
                try expectEqual(
                    try Course(other, outcome: Course<S>.sample).generations(4), straight, "another sampler's trials")
                let twice = try Course(one, outcome: Course<S>.sample, asks: 2).generations(4)
                try expectEqual(twice, straight, "the trials when each generation is asked for twice")
            case .everyOutcome:
                for outcome in [
                    Outcome.failed(reason: "no"), .pruned(bound: 1), .pruned(Pruning(lastValue: 1)),
                    .complete(value: 1),
                ] {
                    let trials = try Course(one, outcome: { _ in outcome }).generations(3)
                    try expectEqual(trials.map(\.count), Array(repeating: one.generations.size, count: 3), "the sizes")
                }
            case .fingerprint:
                try expectEqual(other.fingerprint, one.fingerprint, "the fingerprint made again")
                for parameter in parameters {
                    try expect(
                        one.fingerprint.contains(parameter.name), "\(parameter.name) in the fingerprint",
                        found: one.fingerprint)
                }
            case .anyWorkers:
                let budget = min(one.points.count + 4 * one.generations.size + 1, one.size ?? .max)
                let straight = try SampledStudy(one, budget: budget).run(threads: 1)
                for threads in [1, 2, 8] {
                    let study = try SampledStudy(other, budget: budget)
                    try study.interrupt(threads: threads)
                    try expectEqual(try study.run(threads: threads), straight, "the trials on \(threads) threads")
                }
            }
        }
    }

    /// Checks one promise.
    ///
    /// - Throws: ``ContractViolation`` where the sampler breaks it; the sampler's own error where none is expected.
    public static func check(_ clause: Clause, of subject: Subject) throws {
        try subject.check(clause)
    }
}

/// A search without a store: the sampler gives one generation after another, and learns an outcome for each trial.
private struct Course<S: AdaptiveSampler> {
    let sampler: S
    let outcome: (TrialParameters) -> Outcome
    var asks = 1

    init(_ sampler: S, outcome: @escaping (TrialParameters) -> Outcome, asks: Int = 1) {
        (self.sampler, self.outcome, self.asks) = (sampler, outcome, asks)
    }

    /// A value that depends on all parameters; one trial in seven fails.
    static func sample(_ parameters: TrialParameters) -> Outcome { SampledStudy.outcome(parameters) }

    func generations(_ count: Int) throws -> [[TrialParameters]] {
        var knowledge = sampler.begin()
        var results: [[TrialParameters]] = []
        var next = sampler.points.isEmpty ? 0 : -1
        for index in 0..<count {
            while next < index - sampler.generations.lag {
                learn(next, next < 0 ? sampler.points : results[next], &knowledge)
                next += 1
            }
            let pending = (next < 0 ? sampler.points : []) + results[max(next, 0)...].flatMap(\.self)
            let propose = {
                try sampler.proposals(ofGeneration: index, knowing: knowledge, pending: pending).map(\.parameters)
            }
            var generation = try propose()
            for _ in 1..<asks { generation = try propose() }
            results.append(generation)
        }
        return results
    }

    private func learn(_ index: Int, _ parameters: [TrialParameters], _ knowledge: inout S.Knowledge) {
        let numbers = sampler.generations.numbers(of: index, after: sampler.points.count)
        let trials = zip(numbers, parameters).map { number, parameters in
            Trial(Sample.trial(number, outcome(parameters), parameters: parameters), run: RunID(1))
        }
        sampler.learn(trials, into: &knowledge)
    }
}

/// A study of a sampler's trials, in its own store.
private struct SampledStudy {
    private let sampler: any AdaptiveSampler
    private let store = InMemoryStore()
    private let study: StudyRecord

    init(_ sampler: some AdaptiveSampler, budget: Int) throws {
        self.sampler = sampler
        study = try store.openStudy(
            StudyDefinition(name: "s", direction: sampler.direction ?? .minimize, budget: budget, sampler: sampler))
    }

    static func outcome(_ parameters: TrialParameters) -> Outcome {
        var sum = 0.0
        for (name, value) in parameters.values.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .number(let number): sum += sin(number * Double(name.utf8.count))
            case .category(let category): sum += Double(category.utf8.count) / 10
            case .boolean(let boolean): sum += boolean ? 0.3 : 0
            }
        }
        let isFailed = Int((abs(sum) * 1e6).truncatingRemainder(dividingBy: 7)) == 0
        return isFailed ? .failed(reason: "by its parameters") : .complete(value: sum)
    }

    private func run(threads: Int, cancellation: Cancellation, onTrial: @escaping @Sendable () -> Void) throws {
        let objective = ClosureObjective(study.definition.direction) { parameters in
            onTrial()
            return Evaluation(Self.outcome(parameters))
        }
        _ = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: objective,
            threads: ThreadCount(threads, cores: threads)
        ).run(Sample.run, cancellation: cancellation)
    }

    /// Runs the study and cancels the run after a few trials.
    func interrupt(threads: Int) throws {
        let cancellation = Cancellation()
        let counter = TrialCounter(cancelling: cancellation, after: sampler.generations.size + 1)
        try run(threads: threads, cancellation: cancellation, onTrial: counter.count)
    }

    func run(threads: Int) throws -> StoredContent {
        try run(threads: threads, cancellation: Cancellation(), onTrial: {})
        return try StoredContent(of: study.id, in: store)
    }
}

/// Cancels a run after a number of trials, or of other events.
final class TrialCounter: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int
    private let cancellation: Cancellation

    init(cancelling cancellation: Cancellation, after count: Int) {
        (self.cancellation, left) = (cancellation, count)
    }

    @Sendable func count() {
        lock.withLock {
            left -= 1
            if left == 0 { cancellation.cancel() }
        }
    }
}
