import Testing

@testable import SpikingDynamics

@Suite("The lockstep simulation gives the oracle's numbers")
struct LockstepOracleTests {
    /// All trials of `convergence.json` as one batch, and what is expected of each.
    private static let evaluated = Result {
        let oracle = try ConvergenceOracle.load()
        var trials: [(LockstepTrial, ConvergenceOracle.Trial)] = []
        for (_, expected) in oracle.trials.sorted(by: { $0.key < $1.key }) {
            let (epsilon, lambda) = try (#require(expected.epsilon), #require(expected.lambda))
            let trial = LockstepTrial(
                epsilon: .powerLaw(initial: epsilon[0], exponent: epsilon[1]),
                lambda: .powerLaw(initial: lambda[0], exponent: lambda[1]), steps: 10_000)
            trials.append((trial, expected))
        }
        for (name, expected) in oracle.withoutPredictiveCoding.sorted(by: { $0.key < $1.key }) {
            let epsilon = try Schedule(parsing: String(name.dropFirst("epsilon=".count)))
            trials.append((LockstepTrial(epsilon: epsilon, lambda: .constant(1), steps: 10_000), expected))
        }
        return trials
    }

    @Test("errors and spikes of every trial, all in one batch")
    func trials() throws {
        let trials = try Self.evaluated.get()
        #expect(trials.count == 11)
        let simulation = LockstepSimulation(
            try ConvergenceExperiment(
                network: LayeredNetwork.glorotUniform(layerSizes: [500, 500, 10], seed: 1237),
                inputs: [InputPattern.uniform(count: 500, seed: 1241)]))
        var flights = trials.map { $0.0.begin(simulation) }
        for step in 1...60 {
            #expect(simulation.advance(&flights, to: step) { true })
            for (flight, trial) in zip(flights, trials) {
                let column = flight.columns[0]
                #expect(count(column.train.signals) == trial.1.inputSpikes[step - 1], "step \(step)")
                #expect(
                    count(column.signals.prefix(Panels.words(500))) == trial.1.hiddenSpikes[step - 1], "step \(step)")
            }
        }
        #expect(simulation.advance(&flights, to: 10_000) { true })
        for (flight, trial) in zip(flights, trials) {
            check(try #require(flight.outcome?.errors), trial.1)
        }
    }

    private func count(_ words: some Sequence<UInt32>) -> Int {
        words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    private func check(_ errors: ConvergenceErrors, _ expected: ConvergenceOracle.Trial) {
        #expect(errors.spikes == expected.totalSpikes)
        #expect(agrees(errors.meanError, expected.meanError))
        #expect(agrees(errors.earlyError, expected.earlyError))
        #expect(agrees(errors.finalError, expected.finalError))
        #expect(expected.error.count == 14)
        for (step, error) in expected.error {
            guard let sample = errors.trace.first(where: { "\($0.step)" == step }) else {
                Issue.record("the trace lacks step \(step)")
                continue
            }
            #expect(agrees(sample.error, error), "step \(step)")
            #expect(sample.layerErrors[0] == 0, "step \(step)")
            #expect(agrees(sample.layerErrors[1], expected.hiddenError[step] ?? .nan), "step \(step)")
            #expect(agrees(sample.layerErrors[2], expected.outputError[step] ?? .nan), "step \(step)")
        }
    }
}
