import EquilibriumPropagation
import SpikingDynamics
import Testing

/// The reference trainer against the oracle's first updates.
@Suite struct ReferenceTrainerOracleTests {
    @Test func continuous() throws {
        try check(SampleRules.continuous, TrainingOracle.shared.get().continuous, updates: 50)
    }

    @Test func binary() throws {
        try check(SampleRules.binary, TrainingOracle.shared.get().binary, updates: 50)
    }

    private func check(_ dynamics: NetworkDynamics, _ oracle: [String: TrainingOracle.State], updates: Int) throws {
        var trainer = try ReferenceTrainer(layerSizes: [784, 500, 10], dynamics: dynamics, seed: 1234)
        var compared = 0
        for number in 1...updates {
            let range = (number - 1) * 20..<number * 20
            let update = try trainer.update(
                inputs: range.map { Digits.input($0) }, labels: range.map { Digits.label($0) })
            guard let wanted = oracle["\(number)"] else { continue }
            let network = trainer.network
            #expect(TrainingOracle.agrees(network.weights[0].reduce(0) { $0 + abs($1) }, wanted.sumOfFirstWeights))
            #expect(TrainingOracle.agrees(network.weights[1].reduce(0) { $0 + abs($1) }, wanted.sumOfSecondWeights))
            #expect(TrainingOracle.agrees(network.biases[1].reduce(0, +), wanted.sumOfHiddenBiases))
            #expect(TrainingOracle.agrees(network.biases[2], wanted.outputBiases))
            #expect(TrainingOracle.agrees(Array(network.weights[0][400 * 500..<400 * 500 + 5]), wanted.someWeights))
            #expect(TrainingOracle.agrees(update.negative[0][2], wanted.negativeOutput))
            #expect(TrainingOracle.agrees(update.positive[0][2], wanted.positiveOutput))
            if let spikes = wanted.spikes { #expect(update.spikes == spikes) }
            compared += 1
        }
        #expect(compared == oracle.count)
    }
}
