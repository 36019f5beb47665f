import Testing

@testable import SpikingDynamics

@Suite("Trials that fail in lockstep")
struct LockstepFailureTests {
    @Test("illegal schedules and steps fail before the first step, as in the reference simulation")
    func illegalSchedules() throws {
        let experiment = try ConvergenceExperiment.random([13, 9, 4])
        let simulation = LockstepSimulation(experiment)
        let good = LockstepTrial()
        var trials = [good, good, good, good, good, good]
        trials[0].lambda = .constant(0)
        trials[1].epsilon = .constant(.nan)
        trials[2].lambda = .powerLaw(initial: 1, exponent: 200)
        trials[3].epsilon = .exponential(initial: 1, tau: -0.1)
        trials[4].steps = 0
        for trial in trials.prefix(5) {
            let flight = trial.begin(simulation)
            #expect(flight.outcome?.reason != nil)
            #expect(flight.outcome?.reason == trial.reference(experiment)?.reason)
            #expect(flight.stepCount == 0)
        }
        let outcomes = simulation.outcomes(trials)
        #expect(outcomes.prefix(5).map { $0?.reason } == trials.prefix(5).map { $0.reference(experiment)?.reason })
        #expect(outcomes[5] == simulation.outcomes([good])[0], "its neighbours' failures change nothing")
    }

    // A tracking neuron does not fire at all where lambda is above 2, so it cannot diverge.
    @Test(
        "divergence is found at the same step, layer and unit", arguments: Quantizer.allCases.filter { $0 != .tracking }
    )
    func divergence(quantizer: Quantizer) throws {
        let experiment = try ConvergenceExperiment.random([13, 19, 4], inputs: 2)
        var trials = LockstepTrial.varied(12, quantizers: [quantizer], steps: 1030)
        let lambdas = [5, 9, 40, 1e5, 3.1, 1e300]
        for (place, lambda) in lambdas.enumerated() { trials[2 * place].lambda = .constant(lambda) }
        let expected = trials.map { $0.reference(experiment) }
        #expect(expected.count { $0?.reason?.contains("diverged") ?? false } >= 5)
        let outcomes = LockstepSimulation(experiment).outcomes(trials)
        for (outcome, expected) in zip(outcomes, expected) {
            #expect(outcome?.reason == expected?.reason)
            #expect(outcome?.errors?.spikes == expected?.errors?.spikes)
        }
    }

    @Test("a trial that diverged stands at the step where that was found, in any company")
    func stepOfDivergence() throws {
        let simulation = LockstepSimulation(try ConvergenceExperiment.random([13, 19, 4]))
        var trials = LockstepTrial.varied(9, steps: 1030)
        trials[4].lambda = .constant(5)
        var flights = trials.map { $0.begin(simulation) }
        #expect(simulation.advance(&flights, to: .max) { true })
        guard case .failed(.diverged(_, _, let step)) = flights[4].outcome else {
            Issue.record("the trial did not diverge")
            return
        }
        #expect(flights[4].stepCount == step)
        #expect(flights[0].stepCount == 1030)
    }

    @Test("an encoder's overflow is a failed trial, too")
    func overflow() throws {
        let experiment = try ConvergenceExperiment.random([13, 9, 4])
        var trial = LockstepTrial()
        trial.lambda = .constant(.leastNonzeroMagnitude)
        let outcome = LockstepSimulation(experiment).outcomes([trial])[0]
        #expect(outcome?.reason?.contains("diverged") == true)
        #expect(outcome == trial.reference(experiment))
    }

    @Test("trials that diverge leave the others as they are alone, however many they are")
    func neighbours() throws {
        let simulation = LockstepSimulation(try ConvergenceExperiment.random([13, 19, 4]))
        let healthy = LockstepTrial.varied(9, steps: 400)
        let alone = simulation.outcomes(healthy, batchesOf: 1)
        #expect(alone.allSatisfy { $0?.errors != nil })
        for diverging in [1, 3, 9, 40] {
            var wild = LockstepTrial.varied(diverging, steps: 400)
            for place in wild.indices { wild[place].lambda = .constant(100 + Double(place)) }
            let outcomes = simulation.outcomes(wild + healthy)
            #expect(outcomes.prefix(diverging).allSatisfy { $0?.reason != nil })
            #expect(Array(outcomes.dropFirst(diverging)) == alone)
        }
    }
}
