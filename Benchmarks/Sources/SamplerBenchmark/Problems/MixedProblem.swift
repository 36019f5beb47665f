import Foundation
import HyperparameterSearch

/// A space with categories, whole numbers, a logarithmic range and a condition: a smooth model of how a small network's
/// error depends on its hyperparameters. `momentum` only takes part with the optimizer `sgd`.
struct MixedProblem: Problem {
    let name = "mixed"
    let title = "a mixed space: 2 categories, 2 whole numbers, 2 ranges, and 1 range under a condition"
    let space: SearchSpace

    init() throws {
        space = try SearchSpace([
            .categorical("optimizer", ["adam", "sgd", "rprop"]),
            .categorical("activation", ["sigmoid", "relu", "tanh", "step"]),
            .integer("layers", in: 1...6),
            .integer("units", in: 8...512),
            .float("rate", in: 1e-5...1, scale: .log),
            .float("dropout", in: 0...0.8),
            .float("momentum", in: 0...0.99).when("optimizer", is: ["sgd"]),
        ])
    }

    func scores(of points: [TrialParameters]) throws -> [Score?] {
        try points.map { point in
            let value = try value(at: point)
            return Score(value, truth: value - Self.lowest)
        }
    }

    private func value(at point: TrialParameters) throws -> Double {
        let optimizer = try point.category("optimizer")
        let layers = try point.number("layers")
        // The best rate depends on the optimizer and the depth, the best dropout on the size.
        let bestRate = (optimizer == "sgd" ? -1.2 : optimizer == "adam" ? -2.8 : -2) - 0.2 * (layers - 2)
        let size = log2(try point.number("units"))
        let rate = log10(try point.number("rate")) - bestRate
        let dropout = try point.number("dropout") - 0.1 * (size - 3)
        let activation = try point.category("activation")
        var value: Double = Self.lowest + (Self.activations[activation] ?? 0)
        value += 0.12 * square(rate) / (1 + 0.2 * square(rate))
        value += 0.02 * square(layers - 3)
        value += 0.03 * square(size - 7)
        value += 0.5 * square(dropout)
        switch optimizer {
        case "sgd": value += 0.4 * square(try point.number("momentum") - 0.85)
        case "adam": value += 0.03
        default: value += 0.1
        }
        return value
    }

    private static let lowest = 0.05
    private static let activations = ["sigmoid": 0.2, "relu": 0, "tanh": 0.04, "step": 0.4]

    private func square(_ number: Double) -> Double { number * number }
}
