import Randomness
import Testing

@testable import SpikingDynamics

@Suite("Weights as integers")
struct IntegerWeightsTests {
    @Test("are the weights, as multiples of the largest power of two that has them all")
    func values() throws {
        let integers = try #require(IntegerWeights([0.75, -1.5, 0, 6, -0.0, 2.25], width: 2))
        #expect(integers.values == [3, -6, 0, 24, 0, 9])
        #expect(integers.exponent == -2 && integers.scale == 0.25)
        let even = try #require(IntegerWeights([4, -8], width: 1))
        #expect(even.values == [1, -2] && even.scale == 4)
        let zeros = try #require(IntegerWeights([0, 0, 0], width: 3))
        #expect(zeros.values == [0, 0, 0] && zeros.scale == 1)
    }

    @Test("exist at the ends of float64's range")
    func extremes() throws {
        let least = Double.leastNonzeroMagnitude
        let tiny = try #require(IntegerWeights([least, 3 * least], width: 2))
        #expect(tiny.values == [1, 3] && tiny.scale == least)
        let great = try #require(IntegerWeights([.greatestFiniteMagnitude, -0x1p1000], width: 1))
        #expect(great.values[0] == (1 << 53) - 1 && great.exponent == 971)
        for (integer, weight) in zip(great.values, [.greatestFiniteMagnitude, -0x1p1000]) {
            #expect(Double(integer) * great.scale == weight)
        }
    }

    @Test("exist for Glorot weights of up to about 2,000 units")
    func glorot() throws {
        for sizes in [[1, 1], [500, 500, 10], [784, 500, 10], [1000, 900], [3, 1500], [1500, 3]] {
            let network = try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 3)
            #expect(network.signalSums == network.weights.map { _ in .exact }, "\(sizes)")
            for (weights, width) in zip(network.weights, sizes.dropFirst()) {
                let integers = try #require(IntegerWeights(weights, width: width))
                #expect(zip(integers.values, weights).allSatisfy { Double($0) * integers.scale == $1 })
            }
        }
        #expect(try LayeredNetwork.glorotUniform(layerSizes: [6000, 40], seed: 3).signalSums == [.ordered])
    }

    @Test("do not exist where one bit lies too far below the largest weight")
    func span() {
        #expect(IntegerWeights([0x1p61, 1], width: 2) != nil)
        #expect(IntegerWeights([0x1p62, 1], width: 2) != nil)
        #expect(IntegerWeights([0x1p63, 1], width: 2) == nil)
        #expect(IntegerWeights([0x1p61, 0x1p-2], width: 2) == nil)
        #expect(IntegerWeights([1, 1e-40], width: 1) == nil)
    }

    @Test("do not exist where a sum of positive, or of negative weights leaves 64 bits, in a row or a column")
    func sums() {
        let half = 0x1p62
        for sign in [1.0, -1] {
            // 2^62 + 2^62 = 2^63 is one too many; -2^63 is not.
            #expect((IntegerWeights([sign * half, sign * half, 1, 0], width: 2) == nil) == (sign > 0))
            #expect((IntegerWeights([sign * half, 1, sign * half, 0], width: 2) == nil) == (sign > 0))
            #expect(IntegerWeights([sign * half, sign * half, sign, 1], width: 4) == nil)
            #expect(IntegerWeights([sign * half, sign * half, sign, 1], width: 1) == nil)
            // On the diagonal they never meet.
            #expect(IntegerWeights([sign * half, 1, 1, sign * half], width: 2) != nil)
        }
        #expect(IntegerWeights([half, -half, 1, 0], width: 4) != nil)
    }
}
