import Testing

@testable import SpikingDynamics

@Suite("A saved trial")
struct SavedTrialTests {
    private static let steps = 130

    private func simulation(_ sizes: [Int] = [21, 18, 7], inputs: Int = 2) throws -> LockstepSimulation {
        let network = try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 3)
        return LockstepSimulation(
            try ConvergenceExperiment(
                network: network, inputs: (0..<UInt32(inputs)).map { InputPattern.uniform(count: sizes[0], seed: $0) }))
    }

    private func begin(
        _ simulation: LockstepSimulation, _ quantizer: Quantizer, steps: Int = steps, lambda: Double = 0.8,
        decoder: Decoder = .paper, lastLambda: Double? = nil
    ) -> TrialInFlight {
        var lambdas = [Schedule](repeating: .powerLaw(initial: lambda, exponent: 0.4), count: 3)
        if let lastLambda { lambdas[2] = .constant(lastLambda) }
        return simulation.begin(
            AnnealingSchedules(
                epsilon: .shared(.powerLaw(initial: 0.7, exponent: 0.2)), lambda: .each(lambdas), quantizer: quantizer,
                decoder: decoder),
            steps: steps, noise: QuantizationNoise(seed: 5, trial: 11))
    }

    @Test(
        "goes on to the same errors, to the bit, from any step", arguments: Quantizer.allCases, Decoder.allCases)
    func anyStep(quantizer: Quantizer, decoder: Decoder) throws {
        let (first, second) = (try simulation(), try simulation())
        let lastLambda = decoder == .aligned ? 0.6 : nil
        var straight = [begin(first, quantizer, decoder: decoder, lastLambda: lastLambda)]
        #expect(first.advance(&straight, to: Self.steps) { true })
        for step in [1, 2, 7, 20, 21, 49, 50, 51, 100, 129] {
            var stopped = [begin(first, quantizer, decoder: decoder, lastLambda: lastLambda)]
            #expect(first.advance(&stopped, to: step) { true })
            let saved = try #require(stopped[0].saved)
            #expect(saved.stage == .running(step: step))
            let fresh = begin(second, quantizer, decoder: decoder, lastLambda: lastLambda)
            var restored = [try #require(second.restore(saved, to: fresh))]
            #expect(restored[0].stepCount == step && restored[0].meanErrorBound == stopped[0].meanErrorBound)
            #expect(restored[0].earlyErrorBound == stopped[0].earlyErrorBound)
            #expect(second.advance(&restored, to: Self.steps) { true })
            #expect(restored[0].outcome == straight[0].outcome)
        }
    }

    @Test("keeps how a trial ended")
    func ended() throws {
        let simulation = try simulation()
        #expect(begin(simulation, .sigmaDelta).saved == SavedTrial(.atRest))
        for lambda in [0.8, 900] {
            var trials = [begin(simulation, .sigmaDelta, lambda: lambda)]
            #expect(simulation.advance(&trials, to: Self.steps) { true })
            let fresh = begin(simulation, .sigmaDelta, lambda: lambda)
            let restored = simulation.restore(try #require(trials[0].saved), to: fresh)
            #expect(try #require(restored).outcome == trials[0].outcome)
            #expect(restored?.stepCount == trials[0].stepCount)
        }
    }

    @Test("of another network, quantizer or number of steps is refused")
    func others() throws {
        let simulation = try simulation()
        var trials = [begin(simulation, .sigmaDelta)]
        #expect(simulation.advance(&trials, to: 60) { true })
        let saved = try #require(trials[0].saved)
        #expect(simulation.restore(saved, to: begin(simulation, .sigmaDelta)) != nil)
        #expect(simulation.restore(saved, to: begin(simulation, .threshold)) == nil)
        #expect(simulation.restore(saved, to: begin(simulation, .sigmaDelta, lastLambda: 0.6)) == nil)
        #expect(simulation.restore(saved, to: begin(simulation, .secondOrderSigmaDelta)) == nil)
        #expect(simulation.restore(saved, to: begin(simulation, .sigmaDelta, steps: 60)) == nil)
        for other in [try self.simulation(inputs: 1), try self.simulation([21, 40, 7])] {
            #expect(other.restore(saved, to: begin(other, .sigmaDelta)) == nil)
        }
    }
}
