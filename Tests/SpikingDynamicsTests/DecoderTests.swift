import Testing

@testable import SpikingDynamics

@Suite("The aligned decoder")
struct DecoderTests {
    /// The law that gives it its name: v is the weighted sum of what a predictive decoder with the encoder's own lambda
    /// holds of each sender, one step later.
    @Test("holds the weighted sum of its senders' traces", arguments: Quantizer.allCases)
    func traces(quantizer: Quantizer) throws {
        let schedules = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.8, exponent: 0.2), lambda: .powerLaw(initial: 0.9, exponent: 0.7),
            quantizer: quantizer, decoder: .aligned)
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [9, 7, 4], seed: 5)
        var network = try BinaryNetwork(drawn, input: InputPattern.uniform(count: 9, seed: 2), quantizer: quantizer)
        // [layer][unit]: the trace of a sender, decoded at the step of the encoding.
        var traces = drawn.layerSizes.map { [Double](repeating: 0, count: $0) }
        for t in 1...200 {
            network.step(schedules)
            for layer in 1...2 {
                for (unit, decoded) in network.decodedDrives[layer].enumerated() {
                    var expected = 0.0
                    for (i, trace) in traces[layer - 1].enumerated() {
                        expected += drawn.weights[layer - 1][i * drawn.layerSizes[layer] + unit] * trace
                    }
                    if layer == 1 {
                        for (k, trace) in traces[2].enumerated() { expected += drawn.weights[1][unit * 4 + k] * trace }
                    }
                    #expect(abs(decoded - expected) < 1e-12, "step \(t), layer \(layer), unit \(unit)")
                }
            }
            let lambda = schedules.lambda[0].value(at: t)
            for layer in traces.indices {
                for (unit, fires) in network.signals[layer].enumerated() {
                    traces[layer][unit] = (1 - lambda) * traces[layer][unit] + lambda * (fires ? 1 : 0)
                }
            }
        }
        #expect(traces.joined().contains { $0 > 0.1 })
    }

    @Test("is the paper's where lambda is constant", arguments: Quantizer.allCases)
    func constantLambda(quantizer: Quantizer) throws {
        let experiment = try ConvergenceExperiment.random([12, 17, 5])
        for lambda in [0.3, 1, 1.4] {
            var trial = LockstepTrial(lambda: .constant(lambda), quantizer: quantizer)
            let paper = trial.reference(experiment)
            trial.decoder = .aligned
            #expect(trial.reference(experiment) == paper)
            #expect(paper?.errors != nil)
        }
    }

    @Test("differs from the paper's where lambda anneals, from the second step on")
    func annealedLambda() throws {
        // Bits of step 1 arrive at step 2, where the two lambdas first differ; v at rest was 0.
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [12, 17], seed: 3)
        var schedules = AnnealingSchedules(epsilon: .constant(0.5), lambda: .powerLaw(initial: 0.9, exponent: 0.5))
        let input = InputPattern.uniform(count: 12, seed: 4)
        var paper = try BinaryNetwork(drawn, input: input)
        var aligned = try BinaryNetwork(drawn, input: input)
        paper.step(schedules)
        schedules.decoder = .aligned
        aligned.step(schedules)
        #expect(paper.decodedDrives == aligned.decodedDrives && paper.signals == aligned.signals)
        let bits = paper.signals[0]
        schedules.decoder = .paper
        paper.step(schedules)
        schedules.decoder = .aligned
        aligned.step(schedules)
        for unit in 0..<17 {
            let u = bits.indices.reduce(0.0) { $0 + (bits[$1] ? drawn.weights[0][$1 * 17 + unit] : 0) }
            #expect(abs(paper.decodedDrives[1][unit] - schedules.lambda[0].value(at: 2) * u) < 1e-14)
            #expect(abs(aligned.decodedDrives[1][unit] - schedules.lambda[0].value(at: 1) * u) < 1e-14)
            #expect(u == 0 || paper.decodedDrives[1][unit] != aligned.decodedDrives[1][unit])
        }
    }

    @Test("decodes with the lambda of the step before")
    func steps() {
        #expect((1...4).map(Decoder.paper.lambdaStep) == [1, 2, 3, 4])
        #expect((1...4).map(Decoder.aligned.lambdaStep) == [1, 1, 2, 3])
    }
}
