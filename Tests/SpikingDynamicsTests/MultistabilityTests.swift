import Synchronization
import Testing

@testable import SpikingDynamics

@Suite("Networks with several fixed points")
struct MultistabilityTests {
    /// Two neurons that excite each other beyond the clip: (0, 0) and (1, 1) are both stable.
    private func pair(weight: Double, input: Double) throws -> ConvergenceExperiment {
        // Input 1 unit, then 1 and 1: the matrix between the last two carries signals both ways.
        let network = try LayeredNetwork(
            layerSizes: [1, 1, 1], weights: [[1], [weight]], biases: [[0], [-0.3], [-0.3]])
        return try ConvergenceExperiment(network: network, inputs: [[input]])
    }

    @Test("a pair of neurons that excite each other has two, and random starts find both")
    func pair() throws {
        let experiment = try pair(weight: 3, input: 0.1)
        #expect(experiment.fixedPoints[0].states == [[0.1], [0], [0]])
        let test = try #require(experiment.multistability(ofInput: 0))
        #expect(test.isMultistable && abs(test.largestDifference - 1) < 1e-9)
    }

    @Test("with weak weights, or an input that decides, there is one")
    func single() throws {
        for (weight, input) in [(0.5, 0.1), (3.0, 0.9)] {
            let test = try #require(try pair(weight: weight, input: input).multistability(ofInput: 0))
            #expect(!test.isMultistable && test.largestDifference < 1e-5)
        }
    }

    @Test("the ends are fixed points of Eq. 3, and the test is the same each time")
    func repeatable() throws {
        let experiment = try ConvergenceExperiment.random([12, 10, 6], inputs: 2)
        for input in 0..<2 {
            let test = experiment.multistability(ofInput: input)
            #expect(test != nil && test == experiment.multistability(ofInput: input))
        }
    }

    @Test("stops where it is asked to")
    func stopped() throws {
        let experiment = try pair(weight: 3, input: 0.1)
        let calls = Atomic(0)
        let test = experiment.multistability(ofInput: 0) {
            calls.add(1, ordering: .relaxed).newValue < 5
        }
        // One call more of each start that asks.
        #expect(test == nil && (5..<5 + Multistability.starts).contains(calls.load(ordering: .relaxed)))
    }

    @Test("ends a thousandth apart are one fixed point")
    func threshold() {
        #expect(!Multistability(ends: [[0.5, 0.2], [0.5005, 0.2], [0.5, 0.2009]]).isMultistable)
        #expect(Multistability(ends: [[0.5, 0.2], [0.4994, 0.2], [0.5005, 0.2]]).isMultistable)
    }
}
