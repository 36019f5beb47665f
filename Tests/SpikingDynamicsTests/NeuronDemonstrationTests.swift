import Testing

@testable import SpikingDynamics

@Suite("A neuron with three converging inputs")
struct NeuronDemonstrationTests {
    private static let epsilon = Schedule.powerLaw(initial: 1, exponent: 0.5)
    private static let lambda = Schedule.powerLaw(initial: 0.832, exponent: 0.584)

    private func demonstration(
        epsilon: Schedule = epsilon, lambda: Schedule = lambda, quantizer: Quantizer = .sigmaDelta, steps: Int = 300,
        seed: UInt32
    ) throws -> NeuronDemonstration {
        try NeuronDemonstration(
            AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer), stepCount: steps, seed: seed)
    }

    @Test("Inputs that stand still make it the networks of Eq. 14 and Eq. 3, to the bit", arguments: Quantizer.allCases)
    func isTheNetwork(quantizer: Quantizer) throws {
        let (weights, values) = ([0.7, -0.2, 0.9], [0.31, 0.62, 0.87])
        let noise = QuantizationNoise(seed: 11, trial: 0)
        let demonstration = try NeuronDemonstration(
            inputs: values.map { ConvergingInput(start: $0, fixedPoint: $0, tau: 5) }, weights: weights,
            schedules: AnnealingSchedules(epsilon: Self.epsilon, lambda: .constant(1), quantizer: quantizer),
            stepCount: 200, noise: noise)
        let network = try LayeredNetwork(layerSizes: [3, 1], weights: [weights])
        var binary = try BinaryNetwork(network, input: values, quantizer: quantizer, noise: noise)
        var continuous = try ContinuousNetwork(network, input: values)
        for step in demonstration.steps {
            binary.step(epsilon: Self.epsilon.value(at: step.step), lambda: 1)
            continuous.step(epsilon: NeuronDemonstration.continuousEpsilon)
            #expect(step.state == binary.states[1][0])
            #expect(step.decoded == binary.decodedDrives[1][0])
            #expect([step.inputSignals, [step.signal]] == binary.signals)
            #expect(step.continuousState == continuous.states[1][0])
        }
        #expect(demonstration.steps.contains { $0.signal })
    }

    @Test("Each value follows from those before by the equations", arguments: Quantizer.allCases, [3, 8] as [UInt32])
    func equations(quantizer: Quantizer, seed: UInt32) throws {
        let demonstration = try demonstration(quantizer: quantizer, seed: seed)
        let noise = QuantizationNoise(seed: UInt64(seed), trial: 0)
        var memories = [Quantizer.Memory](repeating: .init(), count: 4)
        var (values, bits) = ([0.0, 0, 0], [false, false, false])
        var (decoded, state, continuous) = (0.0, 0.0, 0.0)
        for step in demonstration.steps {
            let drive = (0..<3).reduce(0.0) { $0 + (bits[$1] ? demonstration.weights[$1] : 0) }
            #expect(abs(step.weightedBits - drive) < 1e-12)
            #expect(
                abs(step.weightedValues - (0..<3).reduce(0.0) { $0 + demonstration.weights[$1] * values[$1] }) < 1e-12)
            decoded = PredictiveCoding.decode(step.weightedBits, previous: decoded, lambda: step.lambda)
            #expect(step.decoded == decoded)
            let next = min(1, max(0, (1 - step.epsilon) * state + step.epsilon * decoded))
            #expect(abs(step.state - next) < 1e-12)
            continuous = min(1, max(0, 0.5 * continuous + 0.5 * step.weightedValues))
            #expect(abs(step.continuousState - continuous) < 1e-12)
            // What each of them sends is what its quantizer makes of its encoded value.
            let sent = zip(step.inputs + [step.state], values + [state]).enumerated().map { unit, change in
                quantizer.sends(
                    change.0, previous: change.1, lambda: step.lambda, memory: &memories[unit],
                    uniform: noise.uniform(unit: unit % 3, layer: unit / 3, step: step.step))
            }
            #expect(step.inputSignals + [step.signal] == sent)
            (values, bits, state) = (step.inputs, step.inputSignals, step.state)
        }
    }

    @Test("Without predictive coding the bits' sum is never further from the values' than half a bit of each input")
    func sums() throws {
        for seed: UInt32 in 0..<20 {
            let demonstration = try demonstration(lambda: .constant(1), steps: 1000, seed: seed)
            let limit = demonstration.weights.reduce(0) { $0 + abs($1) / 2 } + 1e-9
            var difference = 0.0
            for step in demonstration.steps {
                difference += step.decoded - step.weightedValues
                #expect(abs(difference) <= limit)
            }
        }
    }

    @Test("Inputs converge, and the binary neuron to its continuous twin")
    func convergence() throws {
        for seed: UInt32 in 0..<50 {
            let demonstration = try demonstration(steps: 1000, seed: seed)
            let last = try #require(demonstration.steps.last)
            for (value, input) in zip(last.inputs, demonstration.inputs) {
                #expect(abs(value - input.fixedPoint) < 1e-9)
            }
            let goal = clip(zip(demonstration.weights, demonstration.inputs).reduce(0) { $0 + $1.0 * $1.1.fixedPoint })
            #expect(abs(last.continuousState - goal) < 1e-9)
            #expect(abs(last.state - last.continuousState) < 0.01, "seed \(seed)")
        }
    }

    @Test("The seed decides; more steps change none of the first")
    func reproducible() throws {
        for quantizer in Quantizer.allCases {
            let long = try demonstration(quantizer: quantizer, seed: 4)
            #expect(try demonstration(quantizer: quantizer, seed: 4) == long)
            #expect(try demonstration(quantizer: quantizer, seed: 5).steps != long.steps)
            #expect(try demonstration(quantizer: quantizer, steps: 40, seed: 4).steps == Array(long.steps.prefix(40)))
        }
        for seed: UInt32 in 0..<100 {
            let demonstration = try demonstration(steps: 1, seed: seed)
            #expect(demonstration.inputs.allSatisfy { (0..<1).contains($0.start) && (0..<1).contains($0.fixedPoint) })
            #expect(demonstration.inputs.allSatisfy { (5..<20).contains($0.tau) })
            #expect(demonstration.weights.allSatisfy { (-1.0 / 3..<1).contains($0) })
        }
    }

    @Test("What cannot be simulated is told")
    func failures() throws {
        #expect(throws: ConvergenceFailure.noSteps(0)) { try demonstration(steps: 0, seed: 1) }
        #expect(throws: ConvergenceFailure.illegalSchedule(.epsilon, step: 1, value: 0)) {
            try demonstration(epsilon: .constant(0), seed: 1)
        }
        #expect(throws: ConvergenceFailure.illegalSchedule(.lambda, step: 1, value: .infinity)) {
            try demonstration(lambda: .constant(.infinity), seed: 1)
        }
        let failure = #expect(throws: ConvergenceFailure.self) {
            try demonstration(lambda: .constant(1e200), steps: 20, seed: 1)
        }
        #expect(failure?.description.contains("diverged") == true)
    }
}
