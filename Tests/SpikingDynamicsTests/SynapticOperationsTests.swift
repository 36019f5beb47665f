import Testing

@testable import SpikingDynamics

@Suite("Synaptic operations")
struct SynapticOperationsTests {
    @Test(
        "the clamped input receives nothing, the layers above it from both sides",
        arguments: [
            ([500, 500, 10], [500, 10, 500]), ([4, 3], [3, 0]), ([7, 5, 3, 2], [5, 3, 5 + 2, 3]), ([1, 1], [1, 0]),
        ])
    func fanOuts(sizes: [Int], expected: [Int]) {
        #expect(ConvergenceErrors.fanOuts(layerSizes: sizes) == expected)
    }

    @Test("are the synapses that each bit crosses, counted one by one, in the reference and in lockstep")
    func counted() throws {
        for sizes in [[9, 4], [13, 9, 4], [20, 30, 40, 12]] {
            let experiment = try ConvergenceExperiment.random(sizes, inputs: 2)
            let trials = LockstepTrial.layered(12, layers: sizes.count, quantizers: Quantizer.allCases, steps: 90)
            let outcomes = LockstepSimulation(experiment).outcomes(trials)
            for (trial, outcome) in zip(trials, outcomes) {
                var count = 0
                for (index, input) in experiment.inputs.enumerated() {
                    var noise = trial.noise
                    noise.input = index
                    var network = try BinaryNetwork(
                        experiment.network, input: input, quantizer: trial.quantizer, noise: noise)
                    for _ in 0..<trial.steps {
                        network.step(trial.schedules)
                        for (layer, bits) in network.signals.enumerated() {
                            for bit in bits where bit {
                                // The neurons above, then those below, where these are not clamped.
                                if layer + 1 < sizes.count { for _ in 0..<sizes[layer + 1] { count += 1 } }
                                if layer > 1 { for _ in 0..<sizes[layer - 1] { count += 1 } }
                            }
                        }
                    }
                }
                let reference = try #require(trial.reference(experiment)?.errors)
                #expect(reference.synapticOperations(layerSizes: sizes) == count, "\(sizes), \(trial)")
                #expect(outcome?.errors?.synapticOperations(layerSizes: sizes) == count, "\(sizes), \(trial)")
            }
        }
    }
}
