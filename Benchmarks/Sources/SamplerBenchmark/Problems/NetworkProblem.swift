import Foundation
import HyperparameterSearch
import SpikingDynamics

/// The objective that Settle exists for: the mean error of a binary network under annealed schedules; of several
/// networks, the geometric mean.
struct NetworkProblem: Problem {
    let name: String
    let title: String
    let space: SearchSpace
    let objective: NetworkObjective

    init(
        _ name: String, _ title: String, seeds: [(weights: UInt32, input: UInt32)], steps: Int,
        initial: ClosedRange<Double>
    ) throws {
        self.name = name
        self.title = title
        space = try SearchSpace([
            .float("epsilon.initial", in: initial), .float("epsilon.exponent", in: 0...1),
            .float("lambda.initial", in: initial), .float("lambda.exponent", in: 0...1),
        ])
        objective = try NetworkObjective(seeds: seeds, steps: steps)
    }

    func scores(of points: [TrialParameters]) throws -> [Score?] {
        var batch = points.enumerated().map { objective.begin(Candidate(number: $0, parameters: $1)) }
        _ = objective.advance(&batch, to: objective.steps, cancellation: Cancellation())
        return batch.map { objective.value(of: $0).map { Score($0) } }
    }

    static func paper() throws -> NetworkProblem {
        try NetworkProblem(
            "paper", "A: the paper's network, meanError at 2,000 steps", seeds: [(1237, 1241)], steps: 2000,
            initial: 0...1)
    }

    static func four() throws -> NetworkProblem {
        try NetworkProblem(
            "four", "B: four networks, meanError at 10,000 steps, geometric mean",
            seeds: [(1, 101), (2, 102), (3, 103), (4, 104)], steps: 10_000, initial: 0.1...2)
    }
}
