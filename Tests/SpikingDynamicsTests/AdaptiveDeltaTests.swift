import TestSupport
import Testing

@testable import SpikingDynamics

@Suite("Adaptive delta modulation")
struct AdaptiveDeltaTests {
    typealias Modulator = AdaptiveDeltaModulation.Modulator

    @Test("a modulator's steps grow by runs of bits and shrink by changes, within their bounds, as by hand")
    func byHand() throws {
        let constants = try AdaptiveDeltaModulation.Constants(
            increase: 1.5, decrease: 0.5, initialStep: 0.25, smallestStep: 0.0625, largestStep: 0.375)
        var modulator = Modulator(trace: 0)
        // f, step and r after each bit for s = 0.5.
        let expected: [(Bool, Double, Double)] = [
            (true, 0.25, 0.25), (true, 0.375, 0.625), (false, 0.1875, 0.4375), (true, 0.09375, 0.53125),
            (false, 0.0625, 0.46875), (true, 0.0625, 0.53125),
        ]
        for (bit, step, trace) in expected {
            let sent = modulator.send(0.5, constants)
            #expect(sent == bit)
            #expect(modulator.step == step && modulator.trace == trace)
        }
        // Upward the step grows to its largest, and the trace stops at 1.
        let upward: [(Bool, Double, Double)] = [
            (true, 0.09375, 0.625), (true, 0.140625, 0.765625), (true, 0.2109375, 0.9765625), (true, 0.31640625, 1),
        ]
        for (bit, step, trace) in upward {
            let sent = modulator.send(1, constants)
            #expect(sent == bit)
            #expect(modulator.step == step && modulator.trace == trace)
        }
    }

    @Test("the step of a trace that is pushed outward at 0 or 1 shrinks; s = r is no bit")
    func outward() throws {
        let constants = AdaptiveDeltaModulation.Constants()
        var modulator = Modulator(trace: 0)
        for step in [0.25, 0.125, 0.0625, 0.03125] {
            let bit = modulator.send(0, constants)
            #expect(!bit && modulator.step == step && modulator.trace == 0)
        }
        modulator = Modulator(trace: 1, step: 0.5, lastBit: true)
        var bit = modulator.send(2, constants)
        #expect(bit && modulator.step == 0.25 && modulator.trace == 1)
        bit = modulator.send(1, constants)
        #expect(!bit)
    }

    @Test(
        "the trace of a constant comes as close as the smallest step allows, fast", arguments: [0, 0.1, 0.37, 0.999, 1])
    func constant(s: Double) throws {
        var modulator = Modulator(trace: 0.5)
        for _ in 1...200 { _ = modulator.send(s, AdaptiveDeltaModulation.Constants()) }
        #expect(abs(modulator.trace - s) < 1e-5)
    }

    @Test("two steps of a network are those of the equations")
    func network() throws {
        let network = try LayeredNetwork(
            layerSizes: [2, 1, 1], weights: [[0.5, 0.25], [1]], biases: [[0, 0], [0.125], [0.0625]])
        var simulation = AdaptiveDeltaNetwork(
            network, Connections(of: network), checkedInput: [1, 0.25], modulation: AdaptiveDeltaModulation())
        simulation.step(epsilon: [0, 0.5, 1])
        // v of the hidden neuron is 0.5 (0.5 + 0.25), of the output 0.
        #expect(simulation.states == [[1, 0.25], [0.25], [0.0625]])
        #expect(simulation.traces == [[0.75, 0.25], [0.25], [0.25]])
        #expect((0..<3).map(simulation.upCount) == [1, 1, 1])
        simulation.step(epsilon: [0, 0.5, 1])
        // The hidden neuron: v = 0.375 + 0.0625 + 0.25, s = 0.25 + 0.5 (v + 0.125 - 0.25) = 0.53125.
        #expect(simulation.states == [[1, 0.25], [0.53125], [0.3125]])
        // The input's second neuron had 0 and has 0 again (s = r), and its step grows.
        #expect(simulation.traces == [[1, 0], [0.625], [0.625]])
        #expect(simulation.stepCount == 2)
    }

    @Test("on a network it finds the fixed point, and much faster than the published schedule")
    func fixedPoint() throws {
        let network = try LayeredNetwork.glorotUniform(layerSizes: [100, 100, 10], seed: 3)
        let experiment = try ConvergenceExperiment(
            network: network, inputs: [InputPattern.uniform(count: 100, seed: 4)])
        let noise = QuantizationNoise(seed: 0, trial: 0)
        let schedules = AnnealingSchedules(epsilon: .shared(.constant(0.9)), adaptiveDelta: AdaptiveDeltaModulation())
        let errors = try #require(experiment.run(schedules, steps: 1000, noise: noise)?.errors)
        #expect(errors.finalError < 1e-6)
        let published = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.843, exponent: 0.0923), lambda: .powerLaw(initial: 0.832, exponent: 0.584))
        let paper = try #require(experiment.run(published, steps: 1000, noise: noise)?.errors)
        #expect(errors.meanError < paper.meanError)
        #expect(errors.spikes.allSatisfy { $0 > 0 })
    }

    @Test(
        "constants out of their ranges are refused, with the number",
        arguments: [
            (0.99, 0.5, 0.25, 1e-7, 0.5), (.nan, 0.5, 0.25, 1e-7, 0.5), (.infinity, 0.5, 0.25, 1e-7, 0.5),
            (1.5, 0, 0.25, 1e-7, 0.5), (1.5, 1.01, 0.25, 1e-7, 0.5), (1.5, .nan, 0.25, 1e-7, 0.5),
            (1.5, 0.5, 0, 1e-7, 0.5), (1.5, 0.5, 1.5, 1e-7, 0.5), (1.5, 0.5, 0.25, -1, 0.5),
            (1.5, 0.5, 0.25, .nan, 0.5),
            (1.5, 0.5, 0.25, 1e-7, .nan), (1.5, 0.5, 0.25, 0.5, 0.25),
        ] as [(Double, Double, Double, Double, Double)])
    func bad(increase: Double, decrease: Double, initial: Double, smallest: Double, largest: Double) {
        #expect(throws: AdaptiveDeltaError.self) {
            try AdaptiveDeltaModulation.Constants(
                increase: increase, decrease: decrease, initialStep: initial, smallestStep: smallest,
                largestStep: largest)
        }
    }
}
