import Testing

@testable import SpikingDynamics

@Suite("The reference simulation of binary networks")
struct BinaryNetworkTests {
    private let epsilon = Schedule.powerLaw(initial: 0.8, exponent: 0.3)
    private let lambda = Schedule.powerLaw(initial: 0.7, exponent: 0.4)

    @Test("two neurons by hand")
    func byHand() throws {
        let drawn = try LayeredNetwork(layerSizes: [1, 1], weights: [[0.5]], biases: [[9], [0.25]])
        var network = try BinaryNetwork(drawn, input: [0.75])
        #expect(network.states == [[0], [0]])
        #expect(network.signals == [[false], [false]])
        network.step(epsilon: 0.5, lambda: 0.5)  // a_0 = 0.75 / 0.5, s_1 = 0.125, a_1 = 0.25
        #expect(network.states == [[0.75], [0.125]])
        #expect(network.decodedDrives == [[0], [0]])
        #expect(network.signals == [[true], [false]])
        network.step(epsilon: 0.5, lambda: 0.5)  // u_1 = 0.5, v_1 = 0.25, s_1 = 0.3125, a_1 = 0.5
        #expect(network.states == [[0.75], [0.3125]])
        #expect(network.decodedDrives == [[0], [0.25]])
        #expect(network.signals == [[true], [true]])  // phi_0 = 0.5 + 0.75, phi_1 = 0.25 + 0.5
        network.step(epsilon: 1, lambda: 1)  // phi_0 = 0.25 + 0.75
        #expect(network.signals[0] == [true])
        #expect(network.states[1] == [0.75])
        network.step(epsilon: 1, lambda: 1)  // phi_0 = 0 + 0.75
        #expect(network.stepCount == 4)
        #expect(Array(network.firedUnits(0)) == [0])
    }

    @Test("the sums over fired rows are the dense products of Eq. 14", arguments: [1, 4, 7, 8, 9, 64])
    func sums(width: Int) {
        let height = 23
        let values = InputPattern.uniform(count: height * width, seed: 6).map { $0 - 0.5 }
        let matrix = WeightMatrix(values: values, width: width)
        // One tiny weight takes the integers away.
        let spoilt = [1e-40] + values.dropFirst()
        let ordered = WeightMatrix(values: spoilt, width: width)
        #expect(matrix.integers != nil && ordered.integers == nil)
        for count in 0...height {
            let rows = (0..<height).filter { $0 * 7 % height < count }
            var sums = [Double](repeating: .nan, count: width)
            matrix.sumRows(rows[...], into: &sums)
            #expect(sums == (0..<width).map { column in exactSum(rows.map { values[$0 * width + column] }) })
            let expected = (0..<width).map { column in rows.reduce(0) { $0 + spoilt[$1 * width + column] } }
            ordered.sumRows(rows[...], into: &sums)
            #expect(sums == expected, "added one by one in ascending order, to the bit")
            let states = (0..<height).map { rows.contains($0) ? 1.0 : 0 }
            ordered.sumRows(scaledBy: states, into: &sums)
            #expect(sums == expected)
        }
        #expect(matrix.transposed.transposed.values == values)
        #expect(matrix.transposed.values[3] == values[3 * width])
        #expect(matrix.transposed.integers?.values[3] == matrix.integers?.values[3 * width])
        #expect(matrix.transposed.integers?.exponent == matrix.integers?.exponent)
    }

    /// The exact sum of multiples of 2^-57 below 2^6 in all, rounded once.
    private func exactSum(_ terms: [Double]) -> Double {
        Double(terms.reduce(Int64(0)) { $0 + Int64($1 * 0x1p57) }) * 0x1p-57
    }

    @Test("lambda = 1 is no predictive coding: v is u, the plain sum over the neurons that fired")
    func noPredictiveCoding() throws {
        let sizes = [11, 7, 5]
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 4)
        var network = try BinaryNetwork(drawn, input: InputPattern.uniform(count: 11, seed: 2))
        for step in 1...50 {
            let bits = network.signals
            network.step(epsilon: epsilon.value(at: step), lambda: 1)
            for unit in 0..<7 {
                let below = exactSum((0..<11).map { bits[0][$0] ? drawn.weights[0][$0 * 7 + unit] : 0 })
                let above = exactSum((0..<5).map { bits[2][$0] ? drawn.weights[1][unit * 5 + $0] : 0 })
                #expect(network.decodedDrives[1][unit] == below + above)
            }
        }
    }

    @Test("the clamped input's bits depend on x and the first lambda alone")
    func inputDrive() throws {
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [20, 6, 3], seed: 4)
        let input = InputPattern.uniform(count: 20, seed: 2)
        var first = try BinaryNetwork(drawn, input: input)
        var second = try BinaryNetwork(drawn, input: input)
        for step in 1...200 {
            first.step(epsilon: 0.5, lambda: Schedule.powerLaw(initial: 0.7, exponent: 0.1).value(at: step))
            second.step(epsilon: 0.1, lambda: Schedule.powerLaw(initial: 0.7, exponent: 0.9).value(at: step))
            #expect(first.signals[0] == second.signals[0])
        }
        #expect(first.signals[1] != second.signals[1] || first.states[1] != second.states[1])
    }

    @Test("a copy runs on its own, and equals the original", arguments: Quantizer.allCases)
    func copies(quantizer: Quantizer) throws {
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [20, 6, 3], seed: 4)
        let noise = QuantizationNoise(seed: 5, trial: 6)
        var network = try BinaryNetwork(
            drawn, input: InputPattern.uniform(count: 20, seed: 2), quantizer: quantizer, noise: noise)
        for step in 1...30 { network.step(epsilon: epsilon.value(at: step), lambda: lambda.value(at: step)) }
        var copy = network
        for step in 31...60 { copy.step(epsilon: epsilon.value(at: step), lambda: lambda.value(at: step)) }
        #expect(network.stepCount == 30)
        for step in 31...60 { network.step(epsilon: epsilon.value(at: step), lambda: lambda.value(at: step)) }
        #expect(network.states == copy.states)
        #expect(network.signals == copy.signals)
    }

    @Test("with the best schedules the binary network comes as near its fixed point as 1/T allows")
    func converges() throws {
        let drawn = try LayeredNetwork.glorotUniform(layerSizes: [60, 40, 5], seed: 21)
        let experiment = try ConvergenceExperiment(
            network: drawn, inputs: [InputPattern.uniform(count: 60, seed: 22)])
        let outcome = try experiment.run(
            AnnealingSchedules(
                epsilon: Schedule(parsing: "0.843/t^0.0923"), lambda: Schedule(parsing: "0.832/t^0.584")), steps: 5000,
            noise: QuantizationNoise(seed: 0, trial: 0))
        let errors = try #require(outcome?.errors)
        #expect(errors.finalError < 0.002)
        #expect(errors.finalError < errors.meanError && errors.meanError < errors.earlyError)
    }
}
