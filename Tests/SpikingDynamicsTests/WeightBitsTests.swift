import Randomness
import Testing

@testable import SpikingDynamics

@Suite("Weights of few bits")
struct WeightBitsTests {
    @Test("are the nearest multiples of max|w| / (2^(bits - 1) - 1), each matrix by itself")
    func multiples() throws {
        let matrix = [0.7, -0.31, 0.05, -0.049, 0, 0.4]
        // 3 bits: multiples of 0.7 / 3.
        let rounded = try WeightBits(3).rounded(matrix)
        let step = 0.7 / 3
        #expect(rounded == [3, -1, 0, 0, 0, 2].map { $0 * step })
        // 2 bits: -max, 0, max.
        #expect(try WeightBits(2).rounded(matrix) == [0.7, 0, 0, 0, 0, 0.7])
        let network = try LayeredNetwork.glorotUniform(layerSizes: [7, 5, 3], seed: 4)
        for bits in [2, 3, 4, 6, 8, 16] {
            let bits = try WeightBits(bits)
            let other = try network.rounded(to: bits)
            for (old, new) in zip(network.weights, other.weights) {
                let step = (old.map(abs).max() ?? 0) / bits.levels
                #expect(zip(old, new).allSatisfy { abs($0 - $1) <= step / 2 * (1 + 1e-12) })
                #expect(Set(new).count <= 2 * Int(bits.levels) + 1)
                #expect(new.allSatisfy { abs(($0 / step).rounded() * step - $0) <= 1e-15 })
            }
            // Rounding again changes nothing but the last digit.
            let again = try other.rounded(to: bits)
            #expect(zip(other.weights.joined(), again.weights.joined()).allSatisfy { abs($0 - $1) < 1e-15 })
        }
    }

    @Test("of 0 stay, and 64 bits change at most the last digit")
    func ends() throws {
        #expect(try WeightBits(8).rounded([0, 0]) == [0, 0])
        let network = try LayeredNetwork.glorotUniform(layerSizes: [7, 5, 3], seed: 4)
        let most = try network.rounded(to: WeightBits(64))
        #expect(zip(network.weights.joined(), most.weights.joined()).allSatisfy { abs($0 - $1) <= abs($0) * 0x1p-52 })
    }

    @Test("need 2 to 64 bits", arguments: [Int.min, -1, 0, 1, 65, Int.max])
    func refused(count: Int) {
        let error = #expect(throws: WeightBitsError.self) { try WeightBits(count) }
        #expect(error?.description.hasSuffix("; give a number from 2 to 64, or none for full precision") == true)
    }

    @Test("move the binary network, not the fixed point that it is compared with; engine and simulation agree")
    func experiment() throws {
        let schedules = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.843, exponent: 0.0923), lambda: .powerLaw(initial: 0.832, exponent: 0.584),
            quantizer: .sigmaDelta)
        let network = try LayeredNetwork.glorotUniform(layerSizes: [13, 11, 3], seed: 4)
        let inputs = [InputPattern.uniform(count: 13, seed: 5), InputPattern.uniform(count: 13, seed: 6)]
        let exact = try ConvergenceExperiment(network: network, inputs: inputs)
        let rounded = try ConvergenceExperiment(network: network, inputs: inputs, weightBits: WeightBits(3))
        #expect(rounded.fixedPoints == exact.fixedPoints)
        #expect(try rounded.network == network.rounded(to: WeightBits(3)))
        #expect(rounded.multistability(ofInput: 0) == exact.multistability(ofInput: 0))
        let noise = QuantizationNoise(seed: 1, trial: 0, input: 0)
        guard case .complete(let errors) = rounded.run(schedules, steps: 2000, noise: noise),
            case .complete(let exactErrors) = exact.run(schedules, steps: 2000, noise: noise)
        else {
            Issue.record("a trial failed")
            return
        }
        // The rounded network settles elsewhere.
        #expect(errors.finalError > 5 * exactErrors.finalError)
        for sizes in [[1, 1], [17, 33], [13, 9, 4], [20, 30, 40, 12]] {
            var generator = MersenneTwister(seed: 9)
            let network = try LayeredNetwork.glorotUniform(layerSizes: sizes, from: &generator)
            let inputs = (0..<2).map { InputPattern.uniform(count: sizes[0], seed: UInt32($0)) }
            for bits in [2, 5, 8] {
                let experiment = try ConvergenceExperiment(
                    network: network, inputs: inputs, weightBits: WeightBits(bits))
                let trials = LockstepTrial.layered(7, layers: sizes.count, quantizers: Quantizer.allCases)
                for (trial, outcome) in zip(trials, LockstepSimulation(experiment).outcomes(trials)) {
                    let expected = try #require(trial.reference(experiment)?.errors)
                    let errors = try #require(outcome?.errors)
                    #expect(errors.spikes == expected.spikes, "\(sizes), \(bits) bits, \(trial)")
                    #expect(abs(errors.meanError - expected.meanError) <= 1e-12 * expected.meanError)
                    #expect(abs(errors.finalError - expected.finalError) <= 1e-12)
                }
            }
        }
    }
}
