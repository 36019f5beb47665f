import Randomness
import Testing

@testable import SpikingDynamics

/// `variants.json`: an independent, dense NumPy evaluation of small networks.
private struct Variants: Decodable {
    struct Case: Decodable {
        let layers: [Int]
        let weightSeed: UInt32
        let inputSeeds: [UInt32]
        let biases: Bool
        let quantizer: Quantizer
        let steps: Int
        let noiseSeed: UInt64
        let trial: Int
        let epsilon, lambda: String
        /// [input][layer].
        let fixedPointSums: [[Double]]
        let meanError, earlyError, finalError, meanEuclideanError: Double
        let spikes: [Int]
        let lastLayerErrors: [Double]
    }
    let cases: [Case]
}

@Suite("Odd sizes, other depths, all quantizers, several inputs, biases: NumPy's numbers")
struct NetworkVariantTests {
    @Test("every case", arguments: 0..<9)
    func variant(index: Int) throws {
        let cases = try (fixture("variants") as Variants).cases
        #expect(cases.count == 9)
        let expected = cases[index]
        var generator = MersenneTwister(seed: expected.weightSeed)
        var network = try LayeredNetwork.glorotUniform(layerSizes: expected.layers, from: &generator)
        if expected.biases {
            let biases = expected.layers.map { count in
                (0..<count).map { _ in generator.uniform(from: -0.2, to: 0.2) }
            }
            network = try LayeredNetwork(
                layerSizes: expected.layers, weights: network.weights, biases: biases)
        }
        let inputs = expected.inputSeeds.map { InputPattern.uniform(count: expected.layers[0], seed: $0) }
        let experiment = try ConvergenceExperiment(network: network, inputs: inputs)
        for (fixedPoint, sums) in zip(experiment.fixedPoints, expected.fixedPointSums) {
            #expect(fixedPoint.isSettled)
            #expect(agree(fixedPoint.states.map { $0.reduce(0, +) }, sums))
        }
        let outcome = try experiment.run(
            AnnealingSchedules(
                epsilon: Schedule(parsing: expected.epsilon), lambda: Schedule(parsing: expected.lambda),
                quantizer: expected.quantizer), steps: expected.steps,
            noise: QuantizationNoise(seed: expected.noiseSeed, trial: expected.trial))
        let errors = try #require(outcome?.errors)
        #expect(errors.spikes == expected.spikes)
        #expect(agrees(errors.meanError, expected.meanError))
        #expect(agrees(errors.earlyError, expected.earlyError))
        #expect(agrees(errors.finalError, expected.finalError))
        #expect(agrees(errors.meanEuclideanError, expected.meanEuclideanError))
        #expect(agree(errors.trace.last?.layerErrors ?? [], expected.lastLayerErrors))
    }
}
