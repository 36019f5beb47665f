import Foundation
import HyperparameterSearch

/// A search with an adaptive sampler that has no points: learns and proposes as a run does.
struct AdaptiveSearch<S: AdaptiveSampler>: Search {
    private let sampler: S
    private var knowledge: S.Knowledge
    /// The index of the next generation to ask.
    private var next = 0
    /// The generations that are not learned, oldest first. All but the last have results.
    private var unlearned: [[Trial]] = []

    init(_ sampler: S) {
        self.sampler = sampler
        knowledge = sampler.begin()
    }

    mutating func ask() throws -> [TrialParameters] {
        while unlearned.count > sampler.generations.lag { sampler.learn(unlearned.removeFirst(), into: &knowledge) }
        let pending = unlearned.joined().compactMap(\.parameters)
        let proposals = try sampler.proposals(ofGeneration: next, knowing: knowledge, pending: pending)
        add(proposals.map(\.parameters))
        return proposals.map(\.parameters)
    }

    mutating func add(_ points: [TrialParameters]) {
        unlearned.append(
            zip(sampler.generations.numbers(of: next, after: 0), points).map { Trial(number: $0, parameters: $1) })
        next += 1
    }

    mutating func tell(_ scores: [Score?]) {
        let last = unlearned.count - 1
        for (place, score) in scores.enumerated() {
            unlearned[last][place].result = Trial.Result(
                score.map { .complete(value: $0.value) } ?? .failed(reason: "no value"), values: [:], steps: 1,
                started: .distantPast, finished: .distantPast, run: RunID(1))
        }
    }

    mutating func learnAll() {
        while !unlearned.isEmpty { sampler.learn(unlearned.removeFirst(), into: &knowledge) }
    }
}
