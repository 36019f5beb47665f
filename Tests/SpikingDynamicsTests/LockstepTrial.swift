import Randomness
import TestSupport
import Testing

@testable import SpikingDynamics

/// One trial for the tests of the lockstep simulation, and how both simulations run it.
struct LockstepTrial: Sendable {
    var epsilon = Schedule.powerLaw(initial: 0.8, exponent: 0.3)
    var lambda = Schedule.powerLaw(initial: 0.7, exponent: 0.4)
    var quantizer = Quantizer.sigmaDelta
    var decoder = Decoder.paper
    var clock = Clock.steps
    var steps = 170
    var noise = QuantizationNoise(seed: 77, trial: 0)
    /// The number of layers of a network whose layers have schedules of their own; nil if they share `epsilon` and
    /// `lambda`.
    var layers: Int?

    var schedules: AnnealingSchedules {
        guard let layers else {
            return AnnealingSchedules(
                epsilon: epsilon, lambda: lambda, quantizer: quantizer, decoder: decoder, clock: clock)
        }
        return AnnealingSchedules(
            epsilon: .each((1..<layers).map { Self.varied(epsilon, layer: $0) }),
            lambda: .each((0..<layers).map { Self.varied(lambda, layer: $0) }), quantizer: quantizer, decoder: decoder,
            clock: clock)
    }

    private static func varied(_ schedule: Schedule, layer: Int) -> Schedule {
        let factor = 1 + 0.1 * Double(layer)
        return switch schedule {
        case .powerLaw(let initial, let exponent):
            .powerLaw(initial: initial / factor, exponent: exponent * factor)
        case .constant(let value): .constant(value / factor)
        case .exponential(let initial, let tau): .exponential(initial: initial / factor, tau: tau * factor)
        case .shifted(let initial, let exponent, let offset):
            .shifted(initial: initial / factor, exponent: exponent * factor, offset: offset * factor)
        case .holdThenPower(let initial, let exponent, let hold):
            .holdThenPower(initial: initial / factor, exponent: exponent * factor, hold: hold * factor)
        case .floored(let schedule, let floor): .floored(varied(schedule, layer: layer), at: floor * factor)
        }
    }

    /// By the reference simulation.
    func reference(_ experiment: ConvergenceExperiment) -> ConvergenceOutcome? {
        experiment.run(schedules, steps: steps, noise: noise)
    }

    func begin(_ simulation: LockstepSimulation) -> TrialInFlight {
        simulation.begin(schedules, steps: steps, noise: noise)
    }

    /// `count` trials whose schedules and numbers differ; first lambdas repeat. Some are over-relaxed, some exponential,
    /// some without predictive coding. Both decoders stand side by side.
    static func varied(_ count: Int, quantizers: [Quantizer] = [.sigmaDelta], steps: Int = 170) -> [LockstepTrial] {
        (0..<count).map { number in
            let fraction = Double(number * 37 % 101) / 101
            var trial = LockstepTrial()
            trial.epsilon =
                switch number % 4 {
                case 0: .powerLaw(initial: 0.2 + fraction, exponent: 0.5 * fraction)
                case 1: .exponential(initial: 1.3, tau: 30 + 100 * fraction)
                case 2: .constant(0.1 + 1.2 * fraction)
                default: .powerLaw(initial: 1, exponent: 1)
                }
            let first = 0.1 + Double(number * 7 % 13) / 10
            trial.lambda =
                switch number % 5 {
                case 0: .constant(1)
                case 1: .powerLaw(initial: first, exponent: 0.6 * fraction)
                case 2: .powerLaw(initial: first, exponent: 0.2)
                case 3: .exponential(initial: 1.1, tau: 200)
                default: .constant(first)
                }
            trial.quantizer = quantizers[number % quantizers.count]
            trial.decoder = number % 7 < 4 ? .paper : .aligned
            trial.steps = steps
            trial.noise = QuantizationNoise(seed: 77, trial: number)
            return trial
        }
    }

    /// The same, of which every second has schedules of its own for each of `layers` layers.
    static func layered(
        _ count: Int, layers: Int, quantizers: [Quantizer] = [.sigmaDelta], steps: Int = 170
    ) -> [LockstepTrial] {
        varied(count, quantizers: quantizers, steps: steps).enumerated().map { number, trial in
            var trial = trial
            if number % 2 == 0 { trial.layers = layers }
            return trial
        }
    }
}

extension ConvergenceExperiment {
    /// A random network of these sizes with `inputs` random inputs.
    ///
    /// - Parameter orderedSums: the matrices that get a weight so small that their sums are not exact.
    static func random(
        _ sizes: [Int], inputs: Int = 1, biased: Bool = true, orderedSums: [Int] = []
    ) throws -> ConvergenceExperiment {
        var generator = MersenneTwister(seed: UInt32(sizes.reduce(0, +)))
        var network = try LayeredNetwork.glorotUniform(layerSizes: sizes, from: &generator)
        if biased {
            let biases = sizes.map { size in (0..<size).map { _ in generator.uniform(from: -0.2, to: 0.3) } }
            network = try LayeredNetwork(layerSizes: sizes, weights: network.weights, biases: biases)
        }
        if !orderedSums.isEmpty {
            var weights = network.weights
            for matrix in orderedSums { weights[matrix][0] = 1e-40 }
            network = try LayeredNetwork(layerSizes: sizes, weights: weights, biases: network.biases)
        }
        return try ConvergenceExperiment(
            network: network, inputs: (0..<inputs).map { InputPattern.uniform(count: sizes[0], seed: UInt32($0)) })
    }
}

extension LockstepSimulation {
    /// The outcomes of trials advanced together, from rest to the end, in one call.
    func outcomes(_ trials: [LockstepTrial]) -> [ConvergenceOutcome?] {
        var flights = trials.map { $0.begin(self) }
        let isDone = advance(&flights, to: .max) { true }
        #expect(isDone)
        return flights.map(\.outcome)
    }

    /// The same in batches of `size`.
    func outcomes(_ trials: [LockstepTrial], batchesOf size: Int) -> [ConvergenceOutcome?] {
        stride(from: 0, to: trials.count, by: size).flatMap {
            outcomes(Array(trials[$0..<min($0 + size, trials.count)]))
        }
    }

    /// Expects the same outcomes from trials that are stopped after any of these steps, saved and restored, and at every
    /// dispatch level.
    func expectSameOutcomes(_ trials: [LockstepTrial], stoppedAt stops: [Int]) throws {
        let straight = outcomes(trials)
        for stop in stops {
            var flights = trials.map { $0.begin(self) }
            #expect(advance(&flights, to: stop) { true })
            for place in flights.indices {
                let saved = try #require(flights[place].saved)
                flights[place] = try #require(restore(saved, to: trials[place].begin(self)))
            }
            #expect(advance(&flights, to: .max) { true })
            #expect(flights.map(\.outcome) == straight, "stopped at \(stop)")
        }
        DispatchLevels.withEach { level in #expect(outcomes(trials) == straight, "\(level)") }
    }
}
