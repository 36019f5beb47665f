import Foundation
import Testing

@testable import SpikingDynamics

/// `convergence.json`: section 4.1 on one network, computed in float64 by another program.
struct ConvergenceOracle: Decodable {
    struct Network: Decodable {
        let sumW0, sumW1, sumInput: Double
        let firstOfW0, lastOfW0, firstOfW1, firstOfInput: [Double]

        enum CodingKeys: String, CodingKey {
            case sumW0, sumW1, sumInput
            case firstOfW0 = "W0[0][0..4]"
            case lastOfW0 = "W0[499][495..499]"
            case firstOfW1 = "W1[0][0..9]"
            case firstOfInput = "input[0..4]"
        }
    }

    struct Settled: Decodable {
        let firstOfHidden, output: [Double]
        let sumHidden: Double

        enum CodingKeys: String, CodingKey {
            case output, sumHidden
            case firstOfHidden = "hidden[0..9]"
        }
    }

    struct Trial: Decodable {
        /// [initial, exponent] of a power law; nil in `withoutPredictiveCoding`.
        let epsilon, lambda: [Double]?
        let meanError, earlyError, finalError: Double
        /// [step].
        let error, hiddenError, outputError: [String: Double]
        /// [layer].
        let totalSpikes: [Int]
        /// [step - 1].
        let hiddenSpikes, inputSpikes: [Int]

        enum CodingKeys: String, CodingKey {
            case epsilon, lambda, meanError, finalError
            case earlyError = "earlyError (first 20 steps)"
            case error = "error(t), mean over the 3 layers"
            case hiddenError = "hiddenError(t)"
            case outputError = "outputError(t)"
            case totalSpikes = "totalSpikes [input, hidden, output]"
            case hiddenSpikes = "hiddenSpikes of steps 1..60"
            case inputSpikes = "inputSpikes of steps 1..60"
        }
    }

    let network: Network
    let fixedPoint: Settled
    let trials: [String: Trial]
    let withoutPredictiveCoding: [String: Trial]

    enum CodingKeys: String, CodingKey {
        case network, trials
        case fixedPoint = "fixedPoint (10000 steps, epsilon 0.5)"
        case withoutPredictiveCoding = "withoutPredictiveCoding (lambda 1, sigma-delta)"
    }

    static func load() throws -> ConvergenceOracle { try fixture("convergence") }
}

/// Decodes `Fixtures/<name>.json`.
func fixture<Value: Decodable>(_ name: String) throws -> Value {
    let url = try #require(
        Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
}

/// Whether two numbers agree to 1e-9, relative to the expected one.
func agrees(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-9 * abs(expected)
}

/// Whether all numbers agree to 1e-9 relative.
func agree(_ values: some Collection<Double>, _ expected: some Collection<Double>) -> Bool {
    values.count == expected.count && zip(values, expected).allSatisfy { agrees($0, $1) }
}

extension ConvergenceOutcome {
    /// The errors of a complete trial.
    var errors: ConvergenceErrors? {
        if case .complete(let errors) = self { errors } else { nil }
    }

    /// The reason of a failed one, in words.
    var reason: String? {
        if case .failed(let failure) = self { failure.description } else { nil }
    }
}
