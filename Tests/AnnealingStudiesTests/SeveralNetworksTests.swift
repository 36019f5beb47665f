import Foundation
import HyperparameterSearch
import Randomness
import SpikingDynamics
import Testing

@testable import AnnealingStudies

@Suite("The convergence objective on several networks")
struct SeveralNetworksTests {
    private static let networks = [
        NetworkSpecification(layers: [8, 7, 3], weightSeed: 1, inputSeeds: [2, 3]),
        NetworkSpecification(layers: [9, 6, 3], weightSeed: 4, inputSeeds: [5]),
        NetworkSpecification(layers: [8, 7, 3], weightSeed: 6, inputSeeds: [2]),
    ]

    private func objective(
        _ networks: [NetworkSpecification] = networks, _ aggregation: Aggregation = .geometricMean,
        _ measure: ConvergenceSettings.Measure = .meanError
    ) throws -> ConvergenceObjective {
        try ConvergenceObjective(
            ConvergenceSettings(
                networks: networks, aggregation: aggregation, steps: 130, measure: measure, noiseSeed: 5))
    }

    private func candidate(_ quantizer: Quantizer, lambda: Schedule = .powerLaw(initial: 0.8, exponent: 0.3))
        -> Candidate
    {
        Candidate(
            number: 7,
            parameters: AnnealingSchedules(
                epsilon: .powerLaw(initial: 0.7, exponent: 0.2), lambda: lambda, quantizer: quantizer
            ).trialParameters)
    }

    @Test(
        "gives what each network gives alone, and their aggregation",
        arguments: Aggregation.allCases, ConvergenceSettings.Measure.allCases)
    func alone(aggregation: Aggregation, measure: ConvergenceSettings.Measure) throws {
        let together = try objective(Self.networks, aggregation, measure)
        for quantizer in [Quantizer.sigmaDelta, .threshold, .secondOrderSigmaDelta] {
            let candidate = candidate(quantizer)
            let alone = try Self.networks.map {
                try objective([$0], aggregation, measure).evaluation(of: candidate)
            }
            let evaluation = together.evaluation(of: candidate)
            let values = try alone.map { try #require($0.values[measure.rawValue]) }
            for (index, value) in values.enumerated() { #expect(evaluation.values["instance.\(index)"] == value) }
            let combined = try #require(evaluation.values[measure.rawValue])
            #expect(evaluation.outcome == .complete(value: combined))
            switch aggregation {
            case .mean: #expect(abs(combined - values.reduce(0, +) / 3) < 1e-15)
            case .geometricMean: #expect(abs(combined - pow(values.reduce(1, *), 1.0 / 3)) < 1e-14)
            }
            #expect(evaluation.values["spikes"] == alone.reduce(0) { $0 + ($1.values["spikes"] ?? .nan) })
            #expect(Set(evaluation.values.keys) == Set(together.settings.valueNames))
            let trace = try #require(evaluation.trace.flatMap(ErrorTrace.init))
            let traces = try alone.map { try #require($0.trace.flatMap(ErrorTrace.init)) }
            for (index, trial) in traces.enumerated() {
                #expect(trial.networkErrors.isEmpty)
                #expect(trace.networkErrors.map { $0[index] } == trial.samples.map(\.error))
            }
            for (place, sample) in trace.samples.enumerated() {
                #expect(sample.error == aggregation.of(traces.map { $0.samples[place].error }))
                #expect(sample.layerErrors.count == 3 && sample.layerErrors[0] == 0, "the clamped layer's")
                #expect(sample.runningMean == aggregation.of(traces.map { $0.samples[place].runningMean }))
            }
        }
    }

    @Test("has one network draw its noise as if it were alone, and another's differ")
    func noise() throws {
        let candidate = candidate(.stochastic)
        let twice = [Self.networks[0], Self.networks[2], Self.networks[0]]
        let values = try objective(twice).evaluation(of: candidate).values
        let alone = try objective([Self.networks[0]]).evaluation(of: candidate)
        #expect(values["instance.0"] == alone.values["meanError"])
        #expect(values["instance.2"] != values["instance.0"])
    }

    @Test("leaves out the errors of layers where networks have not equally many")
    func differentDepth() throws {
        let deep = NetworkSpecification(layers: [5, 4, 4, 3], weightSeed: 1, inputSeeds: [2])
        let evaluation = try objective([Self.networks[0], deep]).evaluation(of: candidate(.sigmaDelta))
        let trace = try #require(evaluation.trace.flatMap(ErrorTrace.init))
        #expect(!trace.samples.isEmpty)
        #expect(trace.samples.allSatisfy { $0.layerErrors.isEmpty })
        #expect(trace.networkErrors.allSatisfy { $0.count == 2 })
    }

    @Test("fails a trial that diverges on one of them, and names it")
    func divergence() throws {
        let evaluation = try objective().evaluation(of: candidate(.sigmaDelta, lambda: .constant(900)))
        guard case .failed(let reason) = evaluation.outcome else {
            Issue.record("\(evaluation.outcome)")
            return
        }
        #expect(reason.hasPrefix("on instance 0 (8-7-3, weights 1, inputs 2, 3) the network diverged"))
        let illegal = try objective().evaluation(of: candidate(.sigmaDelta, lambda: .constant(0)))
        #expect(
            illegal.outcome
                == .failed(
                    reason: "lambda is 0 at step 1: a schedule must stay finite and above 0; "
                        + "change its initial value or let it decay more slowly."))
    }

    @Test("tells the failure at the least step, in however many calls which network was advanced")
    func failures() throws {
        // The steps at which they diverge differ: the wide one's sums are larger.
        let networks = [
            NetworkSpecification(layers: [8, 7, 3], weightSeed: 1, inputSeeds: [2]),
            NetworkSpecification(layers: [300, 200, 100], weightSeed: 4, inputSeeds: [5]),
        ]
        let objective = try objective(networks)
        var reasons: Set<String> = []
        for exponent in stride(from: 1.5, through: 8, by: 0.02) {
            let candidate = candidate(.threshold, lambda: .constant(pow(10, exponent)))
            let whole = objective.evaluation(of: candidate)
            var batch = [objective.begin(candidate)]
            for stop in [1, 50, 51, 99, 100, 120, 130] {
                guard case .running = objective.status(of: batch[0]) else { break }
                #expect(objective.advance(&batch, to: stop, cancellation: Cancellation()))
            }
            guard case .ended(let stepwise) = objective.status(of: batch[0]) else {
                Issue.record("it has not ended")
                continue
            }
            #expect(stepwise == whole, "\(exponent)")
            if case .failed(let reason) = whole.outcome { reasons.insert(String(reason.prefix(13))) }
        }
        #expect(reasons == ["on instance 0", "on instance 1"])
    }

    @Test("refuses networks of which one has not settled, and names it")
    func unsettled() throws {
        let restless = NetworkSpecification(layers: [3, 6, 6], weightSeed: 1606, inputSeeds: [2])
        #expect(throws: Never.self) { try objective([restless]) }
        #expect(try objective([restless]).warning != nil)
        do {
            _ = try objective([Self.networks[0], restless])
            Issue.record("it was accepted")
        } catch let error as NetworkError {
            #expect(error.index == 1)
            #expect(error.network == restless)
            #expect(
                error.description.hasPrefix(
                    "network 1 (3-6-6, weights 1606, input 2): its real-valued network has not settled after 10000 steps"
                ))
            #expect(error.description.hasSuffix("replace it by another seed"))
        }
    }
}

@Suite("Numbers of several networks become one")
struct AggregationTests {
    @Test("of one number itself, of equal ones about that", arguments: Aggregation.allCases)
    func equal(aggregation: Aggregation) {
        for number in [0, 1e-300, 2e-9, 0.3, 7] {
            #expect(aggregation.of([number]) == number)
            guard number > 1e-9 else { continue }
            #expect(abs(aggregation.of([number, number, number]) - number) <= 1e-12 * number)
        }
    }

    @Test("a geometric mean of halved errors is halved, on whichever network")
    func geometric() {
        let numbers = [0.02, 0.3, 0.0004]
        let mean = Aggregation.geometricMean.of(numbers)
        for index in numbers.indices {
            var halved = numbers
            halved[index] /= 8
            #expect(abs(Aggregation.geometricMean.of(halved) - mean / 2) < 1e-15)
        }
        #expect(Aggregation.geometricMean.of([0, 0, 0]) == 0)
        // No network rules because its error is 0.
        #expect(abs(Aggregation.geometricMean.of([0, 1]) - 1e-9.squareRoot()) < 1e-15)
        #expect(Aggregation.geometricMean.of([0, 0.5]) < Aggregation.geometricMean.of([0, 0.6]))
    }

    @Test("a bound of bounds is never above what comes of it", arguments: Aggregation.allCases)
    func bound(aggregation: Aggregation) {
        var generator = MersenneTwister(seed: 5)
        for _ in 0..<20_000 {
            let values = (0..<Int.random(in: 1...16, using: &generator)).map { _ in
                pow(10, Double.random(in: -12...0, using: &generator))
            }
            // Equal ones, and ones that are lower by an ulp or by much.
            let bounds = values.map { value in
                switch Int.random(in: 0...3, using: &generator) {
                case 0: value
                case 1: value.nextDown
                default: value * Double.random(in: 0.5...1, using: &generator)
                }
            }
            #expect(aggregation.bound(bounds) <= aggregation.of(values))
            #expect(aggregation.bound(values) >= aggregation.of(values) * (1 - 1e-11))
        }
    }
}
