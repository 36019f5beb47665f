import Randomness
import Testing

@testable import SpikingDynamics

@Suite("Networks and inputs")
struct LayeredNetworkTests {
    @Test(
        "layer sizes that make no network, with messages that name the value and the remedy",
        arguments: [
            ([], "0 layers"), ([5], "1 layers"), ([5, 0, 2], "layer 1 has size 0"),
            ([5, -3], "layer 1 has size -3"),
            ([Int.max, Int.max], "more than"), ([1 << 20, 1 << 20], "more than"),
        ])
    func badSizes(sizes: [Int], message: String) throws {
        let error = #expect(throws: LayeredNetworkError.self) {
            try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 1)
        }
        let description = try #require(error).description
        #expect(description.contains(message))
        #expect(!description.hasSuffix("."), "who shows it ends the sentence")
    }

    @Test("parts that do not fit")
    func badParts() throws {
        func message(_ weights: [[Double]], _ biases: [[Double]]? = nil) throws -> String {
            let error = #expect(throws: LayeredNetworkError.self) {
                try LayeredNetwork(layerSizes: [2, 1], weights: weights, biases: biases)
            }
            return try #require(error).description
        }
        #expect(try message([]).contains("0 weight matrices for 2 layers"))
        #expect(try message([[1]]).contains("give 2 rows of 1, 2 numbers"))
        #expect(try message([[1, .nan]]).contains("weights[0], index 1 is nan"))
        #expect(try message([[1, 2]], [[0, 0]]).contains("1 bias vectors for 2 layers"))
        #expect(try message([[1, 2]], [[0, 0], []]).contains("biases[1] has 0 numbers"))
        #expect(try message([[1, 2]], [[0, 0], [.infinity]]).contains("biases[1], index 0 is inf"))
    }

    @Test("the 784-500-10 network of seed 1234, and the generator it leaves behind")
    func digitsNetwork() throws {
        struct Oracle: Decodable {
            struct Numbers: Decodable {
                let sumW0, sumW1: Double
                let firstOfW0, lastOfW1: [Double]
                let signs: [Int]
                enum CodingKeys: String, CodingKey {
                    case sumW0, sumW1
                    case firstOfW0 = "W0[0][0..4]"
                    case lastOfW1 = "W1[499][0..9]"
                    case signs = "nextBetaSigns (RandomState.choice([-1,1]))"
                }
            }
            let mnistSeed1234: Numbers
        }
        let expected = try (fixture("randomness") as Oracle).mnistSeed1234
        var generator = MersenneTwister(seed: 1234)
        let network = try LayeredNetwork.glorotUniform(layerSizes: [784, 500, 10], from: &generator)
        #expect(agrees(network.weights[0].reduce(0, +), expected.sumW0))
        #expect(agrees(network.weights[1].reduce(0, +), expected.sumW1))
        #expect(Array(network.weights[0].prefix(5)) == expected.firstOfW0)
        #expect(Array(network.weights[1].suffix(10)) == expected.lastOfW1)
        #expect(expected.signs.map { _ in generator.sign() } == expected.signs)
        #expect(try LayeredNetwork.glorotUniform(layerSizes: [784, 500, 10], seed: 1234) == network)
    }

    @Test("inputs that cannot be clamped")
    func badInputs() throws {
        let network = try LayeredNetwork.glorotUniform(layerSizes: [2, 3], seed: 1)
        func message(_ input: [Double]) throws -> String {
            let error = try #require(
                #expect(throws: InputPatternError.self) { try BinaryNetwork(network, input: input) })
            let same = #expect(throws: InputPatternError.self) { try FixedPoint(of: network, input: input) }
            #expect(same?.description == error.description)
            return error.description
        }
        #expect(try message([0.5]).contains("an input of 1 numbers for an input layer of 2 neurons"))
        #expect(try message([0.5, 1.5]).contains("input[1] is 1.5"))
        #expect(try message([.nan, 0]).contains("input[0] is nan"))
        #expect(try message([-0.1, 0]).contains("input[0] is -0.1"))
        #expect(InputPattern.uniform(count: 0, seed: 1) == [])
        #expect(InputPattern.uniform(count: -1, seed: 1) == [])
    }
}

@Suite("The fixed point")
struct FixedPointTests {
    @Test(
        "at the fixed point every neuron's state is its clipped drive",
        arguments: [[7, 5], [9, 8, 7, 6], [1, 1, 1]])
    func stationary(layerSizes: [Int]) throws {
        var generator = MersenneTwister(seed: 12)
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: layerSizes, from: &generator)
        let biases = layerSizes.map { count in (0..<count).map { _ in generator.uniform(from: -0.3, to: 0.3) }
        }
        let network = try LayeredNetwork(layerSizes: layerSizes, weights: drawn.weights, biases: biases)
        let input = InputPattern.uniform(count: layerSizes[0], seed: 3)
        let fixedPoint = try FixedPoint(of: network, input: input)
        #expect(fixedPoint.isSettled)
        #expect(fixedPoint.states[0] == input)
        for layer in 1..<layerSizes.count {
            for unit in 0..<layerSizes[layer] {
                var drive = biases[layer][unit]
                for below in 0..<layerSizes[layer - 1] {
                    let weight = network.weights[layer - 1][below * layerSizes[layer] + unit]
                    drive += weight * fixedPoint.states[layer - 1][below]
                }
                if layer + 1 < layerSizes.count {
                    for above in 0..<layerSizes[layer + 1] {
                        let weight = network.weights[layer][unit * layerSizes[layer + 1] + above]
                        drive += weight * fixedPoint.states[layer + 1][above]
                    }
                }
                #expect(abs(fixedPoint.states[layer][unit] - min(max(drive, 0), 1)) < 1e-8)
            }
        }
    }

    @Test("x acts on others from step 2")
    func firstSteps() throws {
        let network = try LayeredNetwork(layerSizes: [1, 1], weights: [[0.5]])
        let first = try FixedPoint(of: network, input: [0.8], steps: 1)
        #expect(first.states == [[0.8], [0]])
        #expect(first.residual == 0.8)
        let second = try FixedPoint(of: network, input: [0.8], steps: 2)
        #expect(second.states == [[0.8], [0.2]])
        #expect(second.residual == 0.2)
        #expect(try FixedPoint(of: network, input: [0.8]).states == [[0.8], [0.4]])
    }

    @Test("a network that swings has not settled, nor has one that made no step")
    func unsettled() throws {
        let network = try LayeredNetwork(
            layerSizes: [1, 1, 1], weights: [[0], [-10]], biases: [[0], [1], [1]])
        let swinging = try FixedPoint(of: network, input: [0])
        #expect(swinging.residual == 0.5)
        #expect(!swinging.isSettled)
        #expect(try !FixedPoint(of: network, input: [0], steps: 0).isSettled)
    }

    @Test("an input of zeros does not end the run before the biases have acted")
    func zeroInput() throws {
        let network = try LayeredNetwork(layerSizes: [1, 1], weights: [[0.5]], biases: [[0], [0.25]])
        #expect(try FixedPoint(of: network, input: [0]).states == [[0], [0.25]])
    }
}
