import Testing

@testable import SpikingDynamics

@Suite("Clocks")
struct ClockTests {
    /// Thresholds near 1 start the clock often.
    private static let clocks: [Clock] = [
        .surprise(SurpriseClock(threshold: 1.05, refractory: 3)), .surprise(SurpriseClock(threshold: 1.5)),
        .surprise(SurpriseClock()), .oracle,
        .surprise(SurpriseClock(threshold: 1.01, fastRate: 1, slowRate: 0.5, refractory: 0)),
    ]

    private func experiment(_ sizes: [Int], every: Int?) throws -> ConvergenceExperiment {
        let drawn = try ConvergenceExperiment.random(sizes, inputs: 3)
        return try ConvergenceExperiment(network: drawn.network, inputs: drawn.inputs, switchEvery: every)
    }

    private func trials(_ count: Int, layers: Int, quantizers: [Quantizer]) -> [LockstepTrial] {
        LockstepTrial.layered(count, layers: layers, quantizers: quantizers).enumerated().map { number, trial in
            var trial = trial
            trial.clock = Self.clocks[number % Self.clocks.count]
            return trial
        }
    }

    @Test("in lockstep they give the reference's numbers, in batches of any size", arguments: Quantizer.allCases)
    func lockstep(quantizer: Quantizer) throws {
        for (sizes, every) in [([17, 33], nil), ([13, 9, 4], 30), ([33, 17, 10], 50), ([20, 30, 40, 12], 61)] {
            let experiment = try experiment(sizes, every: every)
            let simulation = LockstepSimulation(experiment)
            let trials = trials(20, layers: sizes.count, quantizers: [quantizer])
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

    @Test("a trial that is stopped anywhere goes on to the same errors, at every dispatch level, beside others")
    func stopped() throws {
        let simulation = LockstepSimulation(try experiment([21, 18, 7], every: 40))
        var trials = trials(12, layers: 3, quantizers: Quantizer.allCases)
        for place in stride(from: 0, to: trials.count, by: 5) { trials[place].clock = .steps }
        try simulation.expectSameOutcomes(trials, stoppedAt: [1, 39, 40, 41, 79, 169])
    }

    @Test("the surprise clock starts again soon after each switch of the input, and then alone; the error falls")
    func saccade() throws {
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [200, 200, 10], seed: 6)
        let inputs = (0..<3).map { InputPattern.uniform(count: 200, seed: UInt32($0)) }
        var schedules = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.933, exponent: 0.0752), lambda: .powerLaw(initial: 0.929, exponent: 0.759),
            quantizer: .tracking, decoder: .aligned, clock: .surprise(SurpriseClock()))
        var network = try BinaryNetwork(drawn, input: inputs[0])
        var starts: [Int] = []
        for step in 1...1500 {
            if step % 500 == 1, step > 1 { network.clamp(inputs[step / 500], index: step / 500) }
            network.step(schedules)
            if network.time.tau == 1 { starts.append(step) }
        }
        #expect(starts.count == 2)
        for (start, switched) in zip(starts, [501, 1001]) { #expect((0...5).contains(start - switched), "\(starts)") }
        let experiment = try ConvergenceExperiment(network: drawn, inputs: inputs, switchEvery: 500)
        let noise = QuantizationNoise(seed: 0, trial: 0)
        let clocked = try #require(experiment.run(schedules, steps: 1500, noise: noise)?.errors)
        schedules.clock = .steps
        let plain = try #require(experiment.run(schedules, steps: 1500, noise: noise)?.errors)
        #expect(clocked.meanError < plain.meanError / 3)
    }

    @Test("a clock that is never surprised changes nothing, to the bit; nor does an oracle's where the input stays")
    func steady() throws {
        let switching = try experiment([13, 9, 4], every: 30)
        let steady = try experiment([13, 9, 4], every: nil)
        for trial in LockstepTrial.layered(12, layers: 3, quantizers: Quantizer.allCases) {
            let never = Clock.surprise(SurpriseClock(threshold: 1e300))
            for (clock, experiment) in [(never, switching), (.oracle, steady)] {
                var clocked = trial
                clocked.clock = clock
                #expect(clocked.reference(experiment) == trial.reference(experiment))
            }
        }
    }

    @Test("an oracle's clock starts again with each input, as if the steps were counted anew")
    func oracle() throws {
        let experiment = try experiment([13, 9, 4], every: 30)
        var schedules = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.9, exponent: 0.3), lambda: .powerLaw(initial: 0.8, exponent: 0.7))
        let (epsilon, lambda) = (schedules.epsilon[0], schedules.lambda[0])
        schedules.clock = .oracle
        var told = try BinaryNetwork(experiment.network, input: experiment.inputs[0])
        var counted = told
        for step in 1...100 {
            if step % 30 == 1, step > 1 {
                told.clamp(experiment.inputs[step / 30 % 3], index: step / 30 % 3)
                counted.clamp(experiment.inputs[step / 30 % 3], index: step / 30 % 3)
            }
            told.step(schedules)
            let tau = (step - 1) % 30 + 1
            counted.step(epsilon: epsilon.value(at: tau), lambda: lambda.value(at: tau))
            #expect(told.states == counted.states && told.signals == counted.signals, "step \(step)")
        }
    }

    @Test("the running means of surprise are those of the definition")
    func means() {
        let clock = Clock.surprise(SurpriseClock(threshold: 2, fastRate: 0.5, slowRate: 0.25, refractory: 6))
        var state = ClockState()
        for m in [8.0, 4, 4, 4, 4] { state.advance(clock, surprise: m) }
        // fast: 8, 6, 5, 4.5, 4.25; slow follows it.
        #expect(state.tau == 6 && state.previousTau == 5 && state.fast == 4.25 && state.slow == 4.25)
        state.advance(clock, surprise: 0.25)
        #expect(state.fast == 2.25 && state.slow == 3.25)
        // fast 4.125 is above slow: 0.75 * 3.25 + 0.25 * 4.125 = 3.46875, and 6 is not above twice that.
        state.advance(clock, surprise: 6)
        #expect(state.tau == 8 && state.fast == 4.125 && state.slow == 3.46875)
        state.advance(clock, surprise: 16)
        #expect(state.tau == 1 && state.previousTau == 8 && state.fast == 16 && state.slow == 16)
    }

    @Test("a saturated neuron that is pushed outward is not surprised")
    func saturated() {
        var neuron = Neuron(bias: 0.5)
        neuron.decoded = 1
        #expect(neuron.surprise(previous: 1) == 0)
        #expect(neuron.surprise(previous: 0.75) == 0.75)
        neuron.decoded = -1.5
        #expect(neuron.surprise(previous: 0) == 0)
        #expect(neuron.surprise(previous: 1) == 2)
    }

    @Test("after a new start the aligned decoder has the lambda of the step before")
    func alignedAfterStart() {
        var state = ClockState()
        for _ in 1...30 { state.advance(.surprise(SurpriseClock()), surprise: 1) }
        state.advance(.surprise(SurpriseClock()), surprise: 9)
        #expect(state.tau == 1)
        #expect(Decoder.aligned.lambdaTime(at: state) == 31)
        #expect(Decoder.paper.lambdaTime(at: state) == 1)
        #expect(Decoder.aligned.lambdaTime(at: ClockState()) == 1)
    }
}
