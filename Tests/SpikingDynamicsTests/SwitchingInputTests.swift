import Testing

@testable import SpikingDynamics

@Suite("Inputs that switch")
struct SwitchingInputTests {
    private func experiment(_ sizes: [Int], count: Int = 3, every: Int) throws -> ConvergenceExperiment {
        let drawn = try ConvergenceExperiment.random(sizes, inputs: count)
        return try ConvergenceExperiment(network: drawn.network, inputs: drawn.inputs, switchEvery: every)
    }

    @Test("in lockstep they give the reference's numbers, in batches of any size", arguments: Quantizer.allCases)
    func lockstep(quantizer: Quantizer) throws {
        for (sizes, every) in [([17, 33], 7), ([13, 9, 4], 1), ([33, 17, 10], 50), ([20, 30, 40, 12], 61)] {
            let experiment = try experiment(sizes, every: every)
            let simulation = LockstepSimulation(experiment)
            let trials = LockstepTrial.layered(20, layers: sizes.count, quantizers: [quantizer])
            let outcomes = simulation.outcomes(trials)
            for (trial, outcome) in zip(trials, outcomes) {
                let expected = try #require(trial.reference(experiment)?.errors)
                let errors = try #require(outcome?.errors)
                #expect(errors.spikes == expected.spikes, "\(sizes), \(trial)")
                #expect(abs(errors.meanError - expected.meanError) < 1e-12, "\(sizes), \(trial)")
                #expect(abs(errors.finalError - expected.finalError) < 1e-12, "\(sizes), \(trial)")
            }
            #expect(simulation.outcomes(trials, batchesOf: 1) == outcomes)
            #expect(simulation.outcomes(trials, batchesOf: 7) == outcomes)
        }
    }

    @Test("a trial that is stopped anywhere goes on to the same errors, at every dispatch level")
    func stopped() throws {
        let simulation = LockstepSimulation(try experiment([21, 18, 7], every: 40))
        let trials = LockstepTrial.layered(10, layers: 3, quantizers: Quantizer.allCases)
        try simulation.expectSameOutcomes(trials, stoppedAt: [1, 39, 40, 41, 79, 80, 120, 169])
    }

    @Test("until the first switch a simulation is that of the first input, and then another")
    func firstInput() throws {
        let drawn = try ConvergenceExperiment.random([13, 9, 4], inputs: 2)
        let alone = try ConvergenceExperiment(network: drawn.network, inputs: [drawn.inputs[0]])
        let switching = try ConvergenceExperiment(network: drawn.network, inputs: drawn.inputs, switchEvery: 100)
        for (steps, isEqual) in [(100, true), (101, false)] {
            var trial = LockstepTrial.varied(3)[1]
            trial.steps = steps
            #expect((trial.reference(alone) == trial.reference(switching)) == isEqual)
        }
    }

    @Test(
        "the reference encodes the jump of an input with lambda of that step, and its fixed point is the present one's")
    func jump() throws {
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [1, 1], seed: 3)
        let experiment = try ConvergenceExperiment(network: drawn, inputs: [[0.25], [0.75]], switchEvery: 2)
        let lambda = Schedule.powerLaw(initial: 0.5, exponent: 1)
        // a: 0.25/0.5 = 0.5, 0.25, then (0.75 - (1 - 1/6) 0.25) 6 = 3.25, 0.75. phi: 0.5, 0.75 - 1, 3.25 - 1.25, 1.75.
        var network = try BinaryNetwork(drawn, input: [0.25])
        var spikes: [Bool] = []
        for step in 1...4 {
            if step == 3 { network.clamp([0.75], index: 1) }
            network.step(epsilon: 0.5, lambda: lambda.value(at: step))
            spikes.append(network.signals[0][0])
        }
        #expect(spikes == [false, true, true, true])
        #expect(abs(network.neurons(0)[0].memory.phi - 1.75) < 1e-12)
        let outcome = experiment.run(
            AnnealingSchedules(epsilon: .constant(0.5), lambda: lambda), steps: 4,
            noise: QuantizationNoise(seed: 0, trial: 0))
        #expect(outcome?.errors?.spikes.first == 3)
    }

    @Test func aSwitchEveryNoStepIsRefused() throws {
        #expect(throws: ConvergenceExperimentError.switchEvery(0)) { try experiment([3, 2], every: 0) }
    }
}
