import Testing

@testable import SpikingDynamics

@Suite("The lockstep simulation against the reference")
struct LockstepReferenceTests {
    private static let networks: [(sizes: [Int], inputs: Int)] = [
        ([1, 1], 1), ([17, 33], 2), ([13, 9, 4], 3), ([33, 17, 10], 1), ([40, 70, 31], 2), ([47, 65, 23, 7], 1),
        ([20, 30, 40, 12], 3), ([6, 12, 18, 23, 29], 2),
    ]

    @Test(
        "errors, traces and spikes: odd sizes, depths 2 to 5, biases, several inputs, all quantizers",
        arguments: networks.indices, Quantizer.allCases)
    func outcomes(network: Int, quantizer: Quantizer) throws {
        let (sizes, inputs) = Self.networks[network]
        let experiment = try ConvergenceExperiment.random(sizes, inputs: inputs, biased: network % 2 == 0)
        let trials = LockstepTrial.layered(24, layers: sizes.count, quantizers: [quantizer])
        for (trial, outcome) in zip(trials, LockstepSimulation(experiment).outcomes(trials)) {
            let expected = try #require(trial.reference(experiment)?.errors)
            let errors = try #require(outcome?.errors)
            expectClose(errors, expected, "\(sizes), \(trial)")
        }
    }

    @Test("matrices without integers: their sums are ordered, and agree", arguments: Quantizer.allCases)
    func orderedSums(quantizer: Quantizer) throws {
        let sizes = [40, 70, 31, 80]
        for spoilt in [[0], [1], [0, 1, 2]] {
            let experiment = try ConvergenceExperiment.random(sizes, inputs: 2, orderedSums: spoilt)
            #expect(experiment.network.signalSums == (0..<3).map { spoilt.contains($0) ? .ordered : .exact })
            let trials = LockstepTrial.layered(20, layers: 4, quantizers: [quantizer], steps: 100)
            let simulation = LockstepSimulation(experiment)
            let outcomes = simulation.outcomes(trials)
            for (trial, outcome) in zip(trials, outcomes) {
                let expected = try #require(trial.reference(experiment)?.errors)
                expectClose(try #require(outcome?.errors), expected, "\(spoilt), \(trial)")
            }
            #expect(simulation.outcomes(trials, batchesOf: 1) == outcomes)
        }
    }

    @Test("bits and states of every layer are equal, step by step", arguments: Quantizer.allCases)
    func spikeTrains(quantizer: Quantizer) throws {
        let experiment = try ConvergenceExperiment.random([19, 41, 33, 8], inputs: 2)
        let simulation = LockstepSimulation(experiment)
        let trials = LockstepTrial.layered(10, layers: 4, quantizers: [quantizer], steps: 80)
        var flights = trials.map { $0.begin(simulation) }
        var networks = try trials.map { trial in
            try experiment.inputs.enumerated().map { index, input in
                try BinaryNetwork(
                    experiment.network, input: input, quantizer: quantizer,
                    noise: QuantizationNoise(seed: 77, trial: trial.noise.trial, input: index))
            }
        }
        var spikes = 0
        for step in 1..<80 {
            #expect(simulation.advance(&flights, to: step) { true })
            for (place, trial) in trials.enumerated() {
                for input in networks[place].indices {
                    networks[place][input].step(trial.schedules)
                    let network = networks[place][input]
                    let column = flights[place].columns[input]
                    #expect(column.bits(sizes: experiment.network.layerSizes) == network.signals, "step \(step)")
                    let (decoded, states) = column.numbers(
                        sizes: experiment.network.layerSizes, memories: quantizer.memoryCount,
                        decodesBySender: trial.schedules.decodesBySender)
                    #expect(decoded == Array(network.decodedDrives.dropFirst().joined()), "step \(step)")
                    #expect(states == Array(network.states.dropFirst().joined()), "step \(step)")
                    spikes += network.signals.joined().count { $0 }
                }
            }
        }
        #expect(spikes > 1000)
    }

    private func expectClose(_ errors: ConvergenceErrors, _ expected: ConvergenceErrors, _ comment: Comment) {
        #expect(errors.steps == expected.steps, comment)
        #expect(errors.spikes == expected.spikes, comment)
        #expect(errors.trace.map(\.step) == expected.trace.map(\.step), comment)
        #expect(areClose(numbers(errors), numbers(expected)), comment)
    }

    private func numbers(_ errors: ConvergenceErrors) -> [Double] {
        [errors.meanError, errors.earlyError, errors.finalError, errors.meanEuclideanError]
            + errors.trace.flatMap { [$0.error, $0.runningMean] + $0.layerErrors }
    }

    /// Within 1e-12, absolute or relative.
    private func areClose(_ numbers: some Collection<Double>, _ expected: some Sequence<Double>) -> Bool {
        let expected = Array(expected)
        return numbers.count == expected.count
            && zip(numbers, expected).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
    }
}

extension TrialInFlight.Column {
    /// [layer][unit]: the bits of the last step.
    fileprivate func bits(sizes: [Int]) -> [[Bool]] {
        let words = [train.signals] + split(signals, by: sizes.dropFirst().map(Panels.words))
        return zip(sizes, words).map { size, words in
            (0..<size).map { words[$0 / 32] >> UInt32($0 % 32) & 1 == 1 }
        }
    }

    /// v and s of all units above the input.
    fileprivate func numbers(
        sizes: [Int], memories: Int, decodesBySender: Bool
    ) -> (decoded: [Double], states: [Double]) {
        let hasUpperV = sizes.indices.dropFirst().map { decodesBySender && $0 + 1 < sizes.count }
        let counts = zip(sizes.dropFirst(), hasUpperV).map { (2 + memories + ($1 ? 1 : 0)) * $0 }
        let layers = split(Array(numbers.values), by: counts)
        var (decoded, states): ([Double], [Double]) = ([], [])
        for (index, (size, layer)) in zip(sizes.dropFirst(), layers).enumerated() {
            let upper = hasUpperV[index] ? Array(layer.suffix(size)) : Array(repeating: 0, count: size)
            decoded += zip(layer.prefix(size), upper).map { $0 + $1 }
            states += layer.dropFirst(size).prefix(size)
        }
        return (decoded, states)
    }

    private func split<Element>(_ elements: [Element], by counts: [Int]) -> [[Element]] {
        var rest = elements[...]
        return counts.map { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
    }
}
