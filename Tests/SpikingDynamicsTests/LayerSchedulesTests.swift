import Testing

@testable import SpikingDynamics

@Suite("Schedules for each layer")
struct LayerSchedulesTests {
    private static let mixed = LayerSchedules.each([
        .powerLaw(initial: 0.905, exponent: 1.03), .constant(0.5), .exponential(initial: 1, tau: 20),
    ])

    @Test(
        "as text they stand in brackets, and read back",
        arguments: [mixed, .shared(.constant(2)), .each([.constant(1)])])
    func texts(schedules: LayerSchedules) throws {
        #expect(try LayerSchedules(parsing: schedules.description) == schedules)
        #expect(try LayerSchedules(parsing: "  \(schedules) ") == schedules)
    }

    @Test func text() {
        #expect(Self.mixed.description == "[0.905/t^1.03, 0.5, 1*exp(-t/20)]")
    }

    @Test(
        "a text without an end, without a schedule or with a bad one is refused",
        arguments: ["[1/t, 2", "[", "[]", "[1,]", "[1/q, 2]"])
    func refused(text: String) {
        #expect(throws: ScheduleSyntaxError.self) { try LayerSchedules(parsing: text) }
    }

    @Test(
        "equal in all layers they give the numbers of a shared one, to the bit", arguments: Quantizer.allCases,
        Decoder.allCases)
    func equal(quantizer: Quantizer, decoder: Decoder) throws {
        let experiment = try ConvergenceExperiment.random([12, 17, 9, 5], inputs: 2)
        let (epsilon, lambda) = (
            Schedule.powerLaw(initial: 0.9, exponent: 0.2), Schedule.powerLaw(initial: 0.8, exponent: 0.5)
        )
        let shared = AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer, decoder: decoder)
        let each = AnnealingSchedules(
            epsilon: .each(Array(repeating: epsilon, count: 3)), lambda: .each(Array(repeating: lambda, count: 4)),
            quantizer: quantizer, decoder: decoder)
        #expect(!each.decodesBySender)
        let simulation = LockstepSimulation(experiment)
        var flights = [shared, each].map {
            simulation.begin($0, steps: 120, noise: QuantizationNoise(seed: 1, trial: 4))
        }
        #expect(simulation.advance(&flights, to: 120) { true })
        #expect(flights[0].outcome == flights[1].outcome && flights[0].outcome != nil)
        let references = [shared, each].map {
            experiment.run($0, steps: 120, noise: QuantizationNoise(seed: 1, trial: 4))
        }
        #expect(references[0] == references[1])
    }

    @Test("a v for each sending layer: their sum is the one v up to rounding where lambdas are equal")
    func nearlyEqual() throws {
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [12, 17, 9], seed: 6)
        let input = InputPattern.uniform(count: 12, seed: 4)
        var one = try BinaryNetwork(drawn, input: input)
        var two = try BinaryNetwork(drawn, input: input)
        for step in 1...100 {
            var rates = AnnealingSchedules(
                epsilon: .constant(0.6), lambda: .powerLaw(initial: 0.9, exponent: 0.5), decoder: .aligned
            ).rates(at: step, layers: 3)
            one.step(rates)
            rates.decodesBySender = true
            two.step(rates)
            for (first, second) in zip(one.decodedDrives.joined(), two.decodedDrives.joined()) {
                #expect(abs(first - second) < 1e-12)
            }
        }
        #expect(one.signals == two.signals)
    }

    @Test("the aligned decoder holds the weighted sum of its senders' traces, whatever the lambda of each")
    func traces() throws {
        let schedules = AnnealingSchedules(
            epsilon: .each([.constant(0.8), .powerLaw(initial: 1.2, exponent: 0.2)]),
            lambda: .each([
                .powerLaw(initial: 0.9, exponent: 1), .powerLaw(initial: 1.2, exponent: 0.6), .constant(0.3),
            ]), decoder: .aligned)
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [9, 7, 4], seed: 5)
        var network = try BinaryNetwork(drawn, input: InputPattern.uniform(count: 9, seed: 2))
        var traces = drawn.layerSizes.map { [Double](repeating: 0, count: $0) }
        for t in 1...150 {
            let before = network.states
            network.step(schedules)
            for unit in 0..<7 {
                var v = 0.0
                for i in 0..<9 { v += drawn.weights[0][i * 7 + unit] * traces[0][i] }
                for k in 0..<4 { v += drawn.weights[1][unit * 4 + k] * traces[2][k] }
                #expect(abs(network.decodedDrives[1][unit] - v) < 1e-12)
                let s = min(1, max(0, before[1][unit] - 0.8 * (before[1][unit] - v)))
                #expect(abs(network.states[1][unit] - s) < 1e-12)
            }
            for layer in traces.indices {
                let lambda = schedules.lambda(ofLayer: layer).value(at: t)
                for (unit, fires) in network.signals[layer].enumerated() {
                    traces[layer][unit] = (1 - lambda) * traces[layer][unit] + lambda * (fires ? 1 : 0)
                }
            }
        }
        #expect(traces[2].contains { $0 > 0 })
    }

    @Test("for another number of layers than the network's a trial fails, and the reason says how many it needs")
    func counts() throws {
        let experiment = try ConvergenceExperiment.random([5, 4, 3])
        let one = Schedule.constant(1)
        for (epsilon, lambda, reason) in [
            (
                LayerSchedules.each([one]), LayerSchedules.shared(one),
                "epsilon has the schedules of 1 layer, and the network needs 2"
            ),
            (.each([one, one]), .each([one, one]), "lambda has the schedules of 2 layers, and the network needs 3"),
        ] {
            let schedules = AnnealingSchedules(epsilon: epsilon, lambda: lambda)
            let simulation = LockstepSimulation(experiment)
            let trial = simulation.begin(schedules, steps: 5, noise: QuantizationNoise(seed: 0, trial: 0))
            guard case .failed(let failure) = trial.outcome else {
                Issue.record("the trial has failed")
                continue
            }
            #expect(failure.description.hasPrefix(reason))
            #expect(
                experiment.run(schedules, steps: 5, noise: QuantizationNoise(seed: 0, trial: 0)) == .failed(failure))
        }
    }
}
