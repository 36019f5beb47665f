import Foundation
import Testing

/// `training.json`: the first updates of section 4.2 in float64, computed by another program.
struct TrainingOracle: Decodable {
    /// After that many updates.
    struct State: Decodable {
        let sumOfFirstWeights, sumOfSecondWeights, sumOfHiddenBiases: Double
        let outputBiases, someWeights: [Double]
        let negativeOutput, positiveOutput: [Double]
        /// [layer], of the last update; binary only.
        let spikes: [Int]?

        enum CodingKeys: String, CodingKey {
            case sumOfFirstWeights = "sumAbsW0"
            case sumOfSecondWeights = "sumAbsW1"
            case sumOfHiddenBiases = "sum of b0 (hidden)"
            case outputBiases = "b1 (output)"
            case someWeights = "W0[400][0..4]"
            case negativeOutput = "negative output of sample 0 of this minibatch, after 24 steps"
            case positiveOutput = "positive output of sample 0 of this minibatch, after 24 steps"
            case spikes = "spikes of the 20 negative steps, all 20 samples [input, hidden, output]"
        }
    }

    /// By the number of updates.
    let continuous, binary: [String: State]

    enum CodingKeys: String, CodingKey {
        case continuous = "continuous (epsilon 0.5), after N updates"
        case binary = "binary (0.843/t^0.0923, 0.832/t^0.584, sigma-delta), after N updates"
    }

    static let shared = Result {
        let url = try #require(
            Bundle.module.url(forResource: "training", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(TrainingOracle.self, from: Data(contentsOf: url))
    }

    /// Whether a number is the oracle's, to 1e-8 relative or 1e-12 absolute.
    static func agrees(_ value: Double, _ wanted: Double) -> Bool {
        abs(value - wanted) <= max(1e-8 * abs(wanted), 1e-12)
    }

    static func agrees(_ values: [Double], _ wanted: [Double]) -> Bool {
        values.count == wanted.count && zip(values, wanted).allSatisfy { agrees($0, $1) }
    }
}
