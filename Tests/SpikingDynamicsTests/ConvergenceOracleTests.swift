import Randomness
import Testing

@testable import SpikingDynamics

@Suite("The convergence experiment gives the oracle's numbers")
struct ConvergenceOracleTests {
    private static let network = Result {
        try LayeredNetwork.glorotUniform(layerSizes: [500, 500, 10], seed: 1237)
    }
    private static let input = InputPattern.uniform(count: 500, seed: 1241)
    private static let experiment = Result {
        try ConvergenceExperiment(network: network.get(), inputs: [input])
    }

    @Test("network and input")
    func network() throws {
        let expected = try ConvergenceOracle.load().network
        let network = try Self.network.get()
        #expect(agrees(network.weights[0].reduce(0, +), expected.sumW0))
        #expect(agrees(network.weights[1].reduce(0, +), expected.sumW1))
        #expect(Array(network.weights[0].prefix(5)) == expected.firstOfW0)
        #expect(Array(network.weights[0].suffix(5)) == expected.lastOfW0)
        #expect(Array(network.weights[1].prefix(10)) == expected.firstOfW1)
        #expect(agrees(Self.input.reduce(0, +), expected.sumInput))
        #expect(Array(Self.input.prefix(5)) == expected.firstOfInput)
        #expect(network.biases == [500, 500, 10].map { [Double](repeating: 0, count: $0) })
    }

    @Test("fixed point")
    func fixedPoint() throws {
        let expected = try ConvergenceOracle.load().fixedPoint
        let fixedPoint = try FixedPoint(of: Self.network.get(), input: Self.input)
        #expect(fixedPoint.isSettled)
        #expect(fixedPoint.steps == 10_000)
        #expect(fixedPoint.states[0] == Self.input)
        #expect(agree(fixedPoint.states[1].prefix(10), expected.firstOfHidden))
        #expect(agrees(fixedPoint.states[1].reduce(0, +), expected.sumHidden))
        #expect(agree(fixedPoint.states[2], expected.output))
        #expect(try Self.experiment.get().fixedPoints == [fixedPoint])
    }

    @Test("trials of the paper's search", arguments: ["0", "1", "2", "7", "42", "1000", "4333", "4999"])
    func trial(number: String) throws {
        let trials = try ConvergenceOracle.load().trials
        #expect(trials.count == 8)
        let expected = try #require(trials[number])
        let epsilon = try #require(expected.epsilon)
        let lambda = try #require(expected.lambda)
        try check(
            .powerLaw(initial: epsilon[0], exponent: epsilon[1]),
            .powerLaw(initial: lambda[0], exponent: lambda[1]), expected)
    }

    @Test("without predictive coding", arguments: ["1/2", "1/t", "1/sqrt(t)"])
    func withoutPredictiveCoding(epsilon: String) throws {
        let trials = try ConvergenceOracle.load().withoutPredictiveCoding
        #expect(trials.count == 3)
        try check(
            Schedule(parsing: epsilon), .constant(1), #require(trials["epsilon=\(epsilon)"]))
    }

    private func check(_ epsilon: Schedule, _ lambda: Schedule, _ expected: ConvergenceOracle.Trial) throws {
        let noise = QuantizationNoise(seed: 0, trial: 0)
        let outcome = try Self.experiment.get().run(
            AnnealingSchedules(epsilon: epsilon, lambda: lambda), steps: 10_000, noise: noise)
        let errors = try #require(outcome?.errors)
        #expect(errors.spikes == expected.totalSpikes)
        #expect(agrees(errors.meanError, expected.meanError))
        #expect(agrees(errors.earlyError, expected.earlyError))
        #expect(agrees(errors.finalError, expected.finalError))
        #expect(expected.error.count == 14)
        for (step, error) in expected.error {
            let sample = try #require(errors.trace.first { "\($0.step)" == step })
            #expect(agrees(sample.error, error), "step \(step)")
            #expect(sample.layerErrors[0] == 0, "step \(step)")
            #expect(try agrees(sample.layerErrors[1], #require(expected.hiddenError[step])), "step \(step)")
            #expect(try agrees(sample.layerErrors[2], #require(expected.outputError[step])), "step \(step)")
        }

        var network = try BinaryNetwork(Self.network.get(), input: Self.input)
        var hiddenSpikes: [Int] = []
        var inputSpikes: [Int] = []
        for step in 1...60 {
            network.step(epsilon: epsilon.value(at: step), lambda: lambda.value(at: step))
            inputSpikes.append(network.firedUnits(0).count)
            hiddenSpikes.append(network.firedUnits(1).count)
        }
        #expect(hiddenSpikes == expected.hiddenSpikes)
        #expect(inputSpikes == expected.inputSpikes)
    }
}
