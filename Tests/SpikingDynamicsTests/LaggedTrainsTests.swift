import Testing

@testable import SpikingDynamics

/// Networks whose second layer is wide enough for sums by lags.
@Suite("The drive by lags", .serialized)
struct LaggedTrainsTests {
    private func experiment(_ sizes: [Int], every: Int?) throws -> ConvergenceExperiment {
        let drawn = try ConvergenceExperiment.random(sizes, inputs: every == nil ? 1 : 3)
        return try ConvergenceExperiment(network: drawn.network, inputs: drawn.inputs, switchEvery: every)
    }

    private func trials(_ count: Int, layers: Int, _ quantizer: Quantizer, clock: Clock) -> [LockstepTrial] {
        LockstepTrial.layered(count, layers: layers, quantizers: [quantizer]).enumerated().map { number, trial in
            var trial = trial
            if number % 3 > 0 { trial.clock = clock }
            return trial
        }
    }

    /// A clock that starts again often, several times in a block.
    private static let nervous = Clock.surprise(SurpriseClock(threshold: 0.9, refractory: 5))

    @Test(
        "gives the reference's numbers, in batches of any size",
        arguments: [Quantizer.tracking, .sigmaDelta], [Clock.steps, .surprise(SurpriseClock()), nervous])
    func reference(quantizer: Quantizer, clock: Clock) throws {
        for (sizes, every) in [([33, 50], nil), ([70, 65, 9], 30), ([130, 97, 20], 61), ([20, 64, 40, 12], 50)] {
            let experiment = try experiment(sizes, every: every)
            let simulation = LockstepSimulation(experiment)
            #expect(InputTrains.canLag(simulation.network, quantizer) == (quantizer == .tracking || every != nil))
            let trials = trials(70, layers: sizes.count, quantizer, clock: clock)
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
            #expect(simulation.outcomes(trials, batchesOf: 64) == outcomes)
        }
    }

    @Test("trials that are stopped anywhere go on to the same errors, at every dispatch level")
    func stopped() throws {
        let simulation = LockstepSimulation(try experiment([70, 65, 9], every: 40))
        let trials =
            trials(20, layers: 3, .tracking, clock: Self.nervous) + trials(20, layers: 3, .sigmaDelta, clock: .steps)
        try simulation.expectSameOutcomes(trials, stoppedAt: [1, 39, 40, 41, 75, 80, 121, 169])
    }

    @Test("a batch changes between sums by lags and in order as its trials become alike, with the same errors")
    func alike() throws {
        let experiment = try experiment([70, 65, 9], every: nil)
        let simulation = LockstepSimulation(experiment)
        let trials = (0..<20).map { number in
            var trial = LockstepTrial()
            trial.quantizer = .tracking
            trial.lambda = .powerLaw(initial: 0.9 - 1e-6 * Double(number), exponent: 0.7)
            trial.clock = number < 10 ? .steps : .surprise(SurpriseClock())
            return trial
        }
        let outcomes = simulation.outcomes(trials)
        #expect(simulation.outcomes(trials, batchesOf: 1) == outcomes)
        for (trial, outcome) in zip(trials, outcomes) {
            #expect(try #require(outcome?.errors).spikes == #require(trial.reference(experiment)?.errors).spikes)
        }
    }
}
