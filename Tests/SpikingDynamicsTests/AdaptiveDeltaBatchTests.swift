import TestSupport
import Testing

@testable import SpikingDynamics

@Suite("Adaptive delta modulation of many trials at once")
struct AdaptiveDeltaBatchTests {
    private static let noise = QuantizationNoise(seed: 0, trial: 0)

    /// `count` different trials of networks with `layers` layers. Some have an epsilon for each layer.
    private static func schedules(_ count: Int, layers: Int) throws -> [AnnealingSchedules] {
        try (0..<count).map { number in
            let fraction = Double(number * 37 % 101) / 101
            let input = try AdaptiveDeltaModulation.Constants(
                increase: 1 + fraction, decrease: 0.2 + 0.7 * fraction, initialStep: 0.1 + 0.5 * fraction,
                smallestStep: number % 3 == 0 ? 1e-3 : 1e-7, largestStep: 0.4 + 0.5 * fraction)
            let epsilon = Schedule.constant(0.2 + fraction)
            return AnnealingSchedules(
                epsilon: number % 2 == 0 ? .shared(epsilon) : .each((1..<layers).map { .constant(0.3 * Double($0)) }),
                adaptiveDelta: number % 5 == 0
                    ? AdaptiveDeltaModulation(input)
                    : AdaptiveDeltaModulation(input: input, others: AdaptiveDeltaModulation.Constants()))
        }
    }

    private static func outcomes(
        _ simulation: LockstepSimulation, _ schedules: [AnnealingSchedules], steps: Int = 170,
        batchesOf size: Int = .max
    ) -> [ConvergenceOutcome?] {
        stride(from: 0, to: schedules.count, by: min(size, schedules.count)).flatMap { first in
            var flights = schedules[first..<first + min(size, schedules.count - first)].map {
                simulation.begin($0, steps: steps, noise: noise)
            }
            let isDone = simulation.advance(&flights, to: .max) { true }
            #expect(isDone)
            return flights.map(\.outcome)
        }
    }

    private static let experiments: [(sizes: [Int], inputs: Int, every: Int?)] = [
        ([1, 1], 1, nil), ([17, 33], 1, nil), ([13, 9, 4], 3, nil), ([33, 17, 10], 7, nil), ([20, 30, 40, 12], 2, 61),
        ([13, 9, 4], 3, 50),
    ]

    private static func experiment(_ sizes: [Int], inputs: Int, every: Int?) throws -> ConvergenceExperiment {
        let drawn = try ConvergenceExperiment.random(sizes, inputs: inputs)
        return try ConvergenceExperiment(network: drawn.network, inputs: drawn.inputs, switchEvery: every)
    }

    @Test("it gives the reference's numbers, to the bit, in batches of any size and at every dispatch level")
    func reference() throws {
        for (sizes, inputs, every) in Self.experiments {
            let experiment = try Self.experiment(sizes, inputs: inputs, every: every)
            let simulation = LockstepSimulation(experiment)
            let schedules = try Self.schedules(70, layers: sizes.count)
            let expected = schedules.map { experiment.run($0, steps: 170, noise: Self.noise) }
            #expect(expected.allSatisfy { $0?.errors != nil })
            for size in [1, 7, 64, 256] {
                let outcomes = Self.outcomes(simulation, schedules, batchesOf: size)
                #expect(outcomes == expected, "\(sizes), batches of \(size)")
            }
            DispatchLevels.withEach { level in
                #expect(Self.outcomes(simulation, schedules) == expected, "\(sizes), \(level)")
            }
        }
    }

    @Test("weights of few bits, and weights whose sums of bits are not exact, are added as in the reference")
    func weights() throws {
        let drawn = try ConvergenceExperiment.random([13, 9, 4], inputs: 2, orderedSums: [0, 1])
        let rounded = try ConvergenceExperiment(
            network: drawn.network, inputs: drawn.inputs, weightBits: WeightBits(4))
        for experiment in [drawn, rounded] {
            let schedules = try Self.schedules(9, layers: 3)
            let expected = schedules.map { experiment.run($0, steps: 100, noise: Self.noise) }
            #expect(Self.outcomes(LockstepSimulation(experiment), schedules, steps: 100) == expected)
        }
    }

    @Test("a trial that is stopped anywhere and saved goes on to the same errors, beside trials of the paper's code")
    func stopped() throws {
        let simulation = LockstepSimulation(try Self.experiment([40, 18, 7], inputs: 3, every: 40))
        var schedules = try Self.schedules(12, layers: 3)
        for place in stride(from: 0, to: schedules.count, by: 5) {
            schedules[place] = AnnealingSchedules(epsilon: .constant(0.5), lambda: .constant(0.3))
        }
        let straight = Self.outcomes(simulation, schedules)
        for stop in [1, 39, 40, 41, 50, 79, 169] {
            var flights = schedules.map { simulation.begin($0, steps: 170, noise: Self.noise) }
            var calls = 0
            _ = simulation.advance(&flights, to: stop) {
                calls += 1
                return calls < 2
            }
            let goesOn = simulation.advance(&flights, to: stop) { true }
            #expect(goesOn)
            for place in flights.indices {
                let saved = try #require(flights[place].saved)
                flights[place] = try #require(
                    simulation.restore(saved, to: simulation.begin(schedules[place], steps: 170, noise: Self.noise)))
            }
            let ends = simulation.advance(&flights, to: .max) { true }
            #expect(ends)
            #expect(flights.map(\.outcome) == straight, "stopped at \(stop)")
        }
    }

    @Test("a saved state of the other code is refused")
    func otherCode() throws {
        let simulation = LockstepSimulation(try Self.experiment([13, 9, 4], inputs: 1, every: nil))
        let adaptive = try Self.schedules(1, layers: 3)[0]
        let paper = AnnealingSchedules(epsilon: .constant(0.5), lambda: .constant(0.3))
        for (one, other) in [(adaptive, paper), (paper, adaptive)] {
            var flights = [simulation.begin(one, steps: 100, noise: Self.noise)]
            let isDone = simulation.advance(&flights, to: 30) { true }
            #expect(isDone)
            let saved = try #require(flights[0].saved)
            #expect(simulation.restore(saved, to: simulation.begin(other, steps: 100, noise: Self.noise)) == nil)
        }
    }

    @Test("sums that leave the numbers are those of the reference")
    func overflow() throws {
        let largest = Double.greatestFiniteMagnitude
        let network = try LayeredNetwork(
            layerSizes: [4, 1], weights: [[largest, largest, -largest, 0.1]], biases: [[0, 0, 0, 0], [0]])
        let experiment = try ConvergenceExperiment(network: network, inputs: [[0.25, 0.25, 0.375, 0.125]])
        let schedules = try Self.schedules(5, layers: 2)
        let expected = schedules.map { experiment.run($0, steps: 120, noise: Self.noise) }
        #expect(Self.outcomes(LockstepSimulation(experiment), schedules, steps: 120) == expected)
    }

    @Test("the bound never exceeds the error, and trials of no steps or too many epsilons fail at their begin")
    func bounds() throws {
        let simulation = LockstepSimulation(try Self.experiment([13, 9, 4], inputs: 1, every: nil))
        var flights = try Self.schedules(3, layers: 3).map { simulation.begin($0, steps: 100, noise: Self.noise) }
        var bounds: [Double] = []
        for step in [10, 50, 99, 100] {
            let isDone = simulation.advance(&flights, to: step) { true }
            #expect(isDone)
            bounds.append(flights[0].meanErrorBound)
        }
        #expect(bounds == bounds.sorted() && bounds.last == flights[0].outcome?.errors?.meanError)
        let four = try Self.schedules(2, layers: 4)[1]
        let other = simulation.begin(four, steps: 100, noise: Self.noise)
        #expect(other.outcome == .failed(.scheduleCount(.epsilon, count: 3, needed: 2)))
    }
}
