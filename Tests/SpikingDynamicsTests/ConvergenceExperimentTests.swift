import Foundation
import Testing

@testable import SpikingDynamics

@Suite("The convergence experiment")
struct ConvergenceExperimentTests {
    private let epsilon = Schedule.powerLaw(initial: 0.8, exponent: 0.3)
    private let lambda = Schedule.powerLaw(initial: 0.7, exponent: 0.4)
    private let sizes = [13, 9, 4]

    private func experiment(inputSeeds: [UInt32] = [1]) throws -> ConvergenceExperiment {
        try ConvergenceExperiment(
            network: LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 31),
            inputs: inputSeeds.map { InputPattern.uniform(count: sizes[0], seed: $0) })
    }

    private func errors(
        _ experiment: ConvergenceExperiment, _ quantizer: Quantizer = .sigmaDelta, steps: Int = 200,
        seed: UInt64 = 1, trial: Int = 0
    ) throws -> ConvergenceErrors {
        let outcome = experiment.run(
            AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer), steps: steps,
            noise: QuantizationNoise(seed: seed, trial: trial))
        return try #require(outcome?.errors)
    }

    @Test("errors of several inputs are averaged, their spikes summed")
    func severalInputs() throws {
        let both = try errors(experiment(inputSeeds: [1, 2]))
        let first = try errors(experiment(inputSeeds: [1]))
        let second = try errors(experiment(inputSeeds: [2]))
        #expect(agrees(both.meanError, (first.meanError + second.meanError) / 2))
        #expect(agrees(both.earlyError, (first.earlyError + second.earlyError) / 2))
        #expect(agrees(both.finalError, (first.finalError + second.finalError) / 2))
        #expect(agrees(both.meanEuclideanError, (first.meanEuclideanError + second.meanEuclideanError) / 2))
        #expect(both.spikes == zip(first.spikes, second.spikes).map(+))
        let twice = try errors(experiment(inputSeeds: [1, 1]))
        #expect(twice.meanError == first.meanError)
        #expect(twice.trace == first.trace)
    }

    @Test("stochastic trials depend on (seed, trial, input) alone, not on what ran before or beside")
    func order() throws {
        let one = try experiment(inputSeeds: [1])
        let forward = try (0..<4).map { try errors(one, .stochastic, trial: $0) }
        let backward = try (0..<4).reversed().map { try errors(one, .stochastic, trial: $0) }
        #expect(forward == backward.reversed())
        #expect(Set(forward.map(\.meanError)).count == 4)
        #expect(try errors(one, .stochastic, seed: 2).meanError != forward[0].meanError)
        #expect(
            try errors(one, .stochastic, steps: 200).trace.prefix(10)
                == errors(one, .stochastic, steps: 40).trace.prefix(10))

        let twice = try errors(experiment(inputSeeds: [1, 1]), .stochastic)
        #expect(twice.meanError != forward[0].meanError, "the same input twice draws twice")
    }

    @Test("trials side by side in threads give what they give alone")
    func concurrent() async throws {
        let shared = try experiment(inputSeeds: [1, 2, 3])
        let alone = try (0..<8).map { try errors(shared, .stochastic, trial: $0).meanError }
        let together = await withTaskGroup(of: (Int, Double?).self) { group in
            for trial in 0..<8 {
                group.addTask { (trial, try? errors(shared, .stochastic, trial: trial).meanError) }
            }
            return await group.reduce(into: [Int: Double]()) { $0[$1.0] = $1.1 }
        }
        #expect(alone == (0..<8).compactMap { together[$0] })
    }

    @Test("lambda 1 is one code path: a constant, or a power law with exponent 0")
    func withoutCoding() throws {
        let experiment = try experiment()
        let noise = QuantizationNoise(seed: 0, trial: 0)
        let outcomes = try ["1", "1/t^0", "2/2"].map { text in
            experiment.run(
                AnnealingSchedules(epsilon: epsilon, lambda: try Schedule(parsing: text)), steps: 77, noise: noise)
        }
        #expect(outcomes[0]?.errors != nil)
        #expect(outcomes[0] == outcomes[1] && outcomes[1] == outcomes[2])
    }

    @Test("an illegal schedule is a failed trial that names schedule, value, step and remedy")
    func illegalSchedules() throws {
        let experiment = try experiment()
        func reason(_ epsilon: Schedule, _ lambda: Schedule, steps: Int = 100) throws -> String {
            let noise = QuantizationNoise(seed: 0, trial: 0)
            return try #require(
                experiment.run(AnnealingSchedules(epsilon: epsilon, lambda: lambda), steps: steps, noise: noise)?.reason
            )
        }
        #expect(try reason(epsilon, .constant(0)).hasPrefix("lambda is 0 at step 1: "))
        #expect(
            try reason(.powerLaw(initial: 0, exponent: 0.5), lambda).hasPrefix("epsilon is 0 at step 1: "))
        #expect(try reason(.constant(.nan), lambda).hasPrefix("epsilon is nan at step 1: "))
        #expect(
            try reason(epsilon, .powerLaw(initial: 1, exponent: 200)).hasPrefix("lambda is 0 at step 35: "))
        #expect(
            try reason(.exponential(initial: 1, tau: -0.1), lambda).hasPrefix("epsilon is inf at step 71: "))
        #expect(try reason(epsilon, lambda, steps: 0).hasPrefix("0 steps: "))
        #expect(try reason(epsilon, .constant(-1)).contains("above 0"))
    }

    @Test("values above 1 are legal")
    func overRelaxation() throws {
        let outcome = try experiment().run(
            AnnealingSchedules(epsilon: .constant(1.3), lambda: .constant(1.2)), steps: 100,
            noise: QuantizationNoise(seed: 0, trial: 0))
        #expect(outcome?.errors?.meanError.isFinite == true)
    }

    // A tracking neuron does not fire at all where lambda is above 2, so it cannot diverge.
    @Test(
        "divergence and overflow are failed trials, not crashes",
        arguments: Quantizer.allCases.filter { $0 != .tracking })
    func divergence(quantizer: Quantizer) throws {
        let experiment = try experiment()
        let noise = QuantizationNoise(seed: 0, trial: 0)
        let swinging = experiment.run(
            AnnealingSchedules(epsilon: epsilon, lambda: .constant(5), quantizer: quantizer), steps: 5000, noise: noise)
        #expect(try #require(swinging?.reason).contains("the network diverged: unit"))
        let wild = experiment.run(
            AnnealingSchedules(epsilon: .constant(1e308), lambda: lambda, quantizer: quantizer), steps: 200,
            noise: noise)
        #expect(wild != nil)
    }

    @Test("an encoder's overflow is a failed trial, too")
    func overflow() throws {
        let outcome = try experiment().run(
            AnnealingSchedules(epsilon: epsilon, lambda: .constant(.leastNonzeroMagnitude)), steps: 30,
            noise: QuantizationNoise(seed: 0, trial: 0))
        #expect(outcome == .failed(.diverged(layer: 0, unit: 0, step: 30)))
    }

    @Test("a no ends the trial: asked before step 1 and every 50 steps")
    func cancellation() throws {
        let experiment = try experiment()
        func run(stopAt limit: Int, steps: Int) -> (asked: Int, outcome: ConvergenceOutcome?) {
            var asked = 0
            let outcome = experiment.run(
                AnnealingSchedules(epsilon: epsilon, lambda: lambda), steps: steps,
                noise: QuantizationNoise(seed: 0, trial: 0),
                shouldContinue: {
                    asked += 1
                    return asked < limit
                })
            return (asked, outcome)
        }
        #expect(run(stopAt: 1, steps: 200).outcome == nil)
        #expect(run(stopAt: 3, steps: 200).outcome == nil)
        let finished = run(stopAt: .max, steps: 201)
        #expect(finished.asked == 5)
        #expect(try finished.outcome?.errors == errors(experiment, steps: 201))
    }

    @Test("inputs that make no experiment")
    func badInputs() throws {
        let network = try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 31)
        func message(_ network: LayeredNetwork, _ inputs: [[Double]]) throws -> String {
            let error = #expect(throws: ConvergenceExperimentError.self) {
                try ConvergenceExperiment(network: network, inputs: inputs)
            }
            return try #require(error).description
        }
        let good = InputPattern.uniform(count: 13, seed: 1)
        #expect(try message(network, []).hasPrefix("0 inputs"))
        #expect(try message(network, [good, [1, 2]]).hasPrefix("input pattern 1: an input of 2 numbers"))
        let most = Double.greatestFiniteMagnitude
        let overflowing = try LayeredNetwork(
            layerSizes: [2, 1, 2], weights: [[most, most], [-most, -most]],
            biases: [[0, 0], [0], [most, most]])
        #expect(try message(overflowing, [[1, 1]]).contains("no finite state with input pattern 0"))
    }
}

@Suite("Errors and their trace")
struct ConvergenceErrorsTests {
    @Test("the trace's steps are R10, rounded half away, and the last")
    func renardSteps() {
        let expected = [
            1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400,
            500,
            630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000, 10_000,
        ]
        #expect(RenardSteps.through(10_000) == expected)
        #expect(RenardSteps.through(7) == [1, 2, 3, 4, 5, 6, 7])
        #expect(RenardSteps.through(101) == expected.prefix(18) + [101])
        #expect(RenardSteps.through(1) == [1])
        #expect(RenardSteps.through(0) == [])
        let most = RenardSteps.through(.max)
        #expect(most.last == .max)
        #expect(zip(most, most.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("mean, early, final and Euclidean errors are what their definitions say of the states")
    func definitions() throws {
        let network = try LayeredNetwork.glorotUniform(layerSizes: [6, 5, 4, 3], seed: 2)
        let input = InputPattern.uniform(count: 6, seed: 9)
        let goal = try FixedPoint(of: network, input: input).states
        for steps in [1, 7, 20, 64] {
            var simulation = try BinaryNetwork(network, input: input)
            var curve: [Double] = []
            var euclidean: [Double] = []
            var spikes = [0, 0, 0, 0]
            for step in 1...steps {
                simulation.step(epsilon: 0.5, lambda: 1 / Double(step))
                let differences = zip(goal, simulation.states).map { zip($0, $1).map { abs($0 - $1) } }
                curve.append(differences.map { $0.reduce(0, +) / Double($0.count) }.reduce(0, +) / 4)
                euclidean.append(differences.joined().reduce(0) { $0 + $1 * $1 }.squareRoot())
                for layer in 0..<4 { spikes[layer] += simulation.signals[layer].filter { $0 }.count }
            }
            let outcome = try ConvergenceExperiment(network: network, inputs: [input]).run(
                AnnealingSchedules(epsilon: .constant(0.5), lambda: .powerLaw(initial: 1, exponent: 1)), steps: steps,
                noise: QuantizationNoise(seed: 0, trial: 0))
            let errors = try #require(outcome?.errors)
            #expect(errors.steps == steps)
            #expect(agrees(errors.meanError, curve.reduce(0, +) / Double(steps)))
            #expect(agrees(errors.earlyError, curve.prefix(20).reduce(0, +) / Double(min(20, steps))))
            #expect(agrees(errors.finalError, try #require(curve.last)))
            #expect(agrees(errors.meanEuclideanError, euclidean.reduce(0, +) / Double(steps)))
            #expect(errors.spikes == spikes)
            #expect(errors.trace.map(\.step) == RenardSteps.through(steps))
            for sample in errors.trace {
                #expect(agrees(sample.error, curve[sample.step - 1]))
                #expect(
                    agrees(sample.runningMean, curve.prefix(sample.step).reduce(0, +) / Double(sample.step)))
                #expect(agrees(sample.layerErrors.reduce(0, +) / 4, sample.error))
                #expect(sample.layerErrors[0] == 0)
            }
            #expect(errors.trace.last?.runningMean == errors.meanError)
            #expect(errors.trace.last?.error == errors.finalError)
            let decoded = try JSONDecoder().decode(ConvergenceErrors.self, from: JSONEncoder().encode(errors))
            #expect(decoded == errors)
        }
    }

    @Test("the errors of the continuous networks are those of a simulation by hand, also where inputs switch")
    func continuous() throws {
        let drawn = try ConvergenceExperiment.random([13, 9, 4], inputs: 2)
        for every in [nil, 20] {
            let experiment = try ConvergenceExperiment(
                network: drawn.network, inputs: every == nil ? [drawn.inputs[0]] : drawn.inputs, switchEvery: every)
            let connections = Connections(of: drawn.network)
            var network = ContinuousNetwork(drawn.network, connections, checkedInput: drawn.inputs[0])
            var sum = 0.0
            for step in 1...50 {
                let place = every.map { (step - 1) / $0 % 2 } ?? 0
                if let every, step > 1, (step - 1) % every == 0 {
                    network = ContinuousNetwork(
                        drawn.network, connections, checkedInput: drawn.inputs[place], states: network.states)
                }
                network.step(epsilon: 0.5)
                let layers = zip(network.states, experiment.fixedPoints[place].states).map { states, goals in
                    zip(states, goals).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(goals.count)
                }
                sum += layers.reduce(0, +) / 3
            }
            let errors = try #require(experiment.runContinuous(epsilon: 0.5, steps: 50))
            #expect(abs(errors.meanError - sum / 50) < 1e-15 && errors.spikes == [0, 0, 0])
            #expect(every != nil || errors.finalError < 1e-6)
        }
    }
}
