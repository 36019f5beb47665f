import Randomness
import SpikingDynamics
import Testing

@testable import EquilibriumPropagation

/// The fast engine in float64 against the oracle's first updates.
@Suite struct EngineOracleTests {
    @Test(arguments: [1, 2, 3]) func continuous(threads: Int) throws {
        try check(.continuous(epsilon: 0.5), TrainingOracle.shared.get().continuous, threads: threads)
    }

    @Test(arguments: [1, 2, 3]) func binary(threads: Int) throws {
        try check(SampleRules.binary, TrainingOracle.shared.get().binary, threads: threads)
    }

    private func check(_ dynamics: NetworkDynamics, _ oracle: [String: TrainingOracle.State], threads: Int) throws {
        var generator = MersenneTwister(seed: 1234)
        let network = try LayeredNetwork.glorotUniform(layerSizes: [784, 500, 10], from: &generator)
        let engine = TrainingEngine(
            network, dynamics: dynamics, rule: .paper, precision: .float64, scale: 256, seed: 1234)
        let images = ImageIndex(Digits.images, scale: 256)
        for number in 1...50 {
            let beta = 0.5 * Double(generator.sign())
            engine.update(images, first: (number - 1) * 20, beta: beta, visit: (number - 1) * 20, threads: threads)
            guard let wanted = oracle["\(number)"] else { continue }
            let (weights, biases) = (engine.network.weights, engine.network.biasValues)
            #expect(TrainingOracle.agrees(weights[0].reduce(0) { $0 + abs($1) }, wanted.sumOfFirstWeights))
            #expect(TrainingOracle.agrees(weights[1].reduce(0) { $0 + abs($1) }, wanted.sumOfSecondWeights))
            #expect(TrainingOracle.agrees(biases[1].reduce(0, +), wanted.sumOfHiddenBiases))
            #expect(TrainingOracle.agrees(biases[2], wanted.outputBiases))
            #expect(TrainingOracle.agrees(Array(weights[0][400 * 500..<400 * 500 + 5]), wanted.someWeights))
            let output = { (buffers: [RealBuffer]) in (0..<10).map { buffers[2][$0] } }
            #expect(TrainingOracle.agrees(output(engine.states.negative), wanted.negativeOutput))
            #expect(TrainingOracle.agrees(output(engine.states.positive), wanted.positiveOutput))
        }
    }
}
