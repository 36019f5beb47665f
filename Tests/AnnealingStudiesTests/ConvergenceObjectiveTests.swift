import Foundation
import HyperparameterSearch
import SpikingDynamics
import Testing

@testable import AnnealingStudies

@Suite("The convergence objective")
struct ConvergenceObjectiveTests {
    private static func settings(_ measure: ConvergenceSettings.Measure = .meanError) -> ConvergenceSettings {
        ConvergenceSettings(
            networks: [NetworkSpecification(layers: [8, 7, 3], weightSeed: 1, inputSeeds: [2, 3])], steps: 130,
            measure: measure, noiseSeed: 5)
    }

    private let objective: ConvergenceObjective

    init() throws {
        objective = try ConvergenceObjective(Self.settings())
    }

    private func candidate(_ number: Int, _ epsilon: Schedule, _ lambda: Schedule, _ quantizer: Quantizer) -> Candidate
    {
        Candidate(
            number: number,
            parameters: AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer).trialParameters)
    }

    /// Trials of every quantizer, with shared and different lambdas, and one that fails.
    private var candidates: [Candidate] {
        var all: [Candidate] = []
        for (index, quantizer) in (Quantizer.allCases + Quantizer.allCases).enumerated() {
            let epsilon = Schedule.powerLaw(initial: 0.4 + 0.1 * Double(index), exponent: 0.1 * Double(index))
            let lambda: Schedule = index % 3 == 0 ? .constant(1) : .powerLaw(initial: 0.8, exponent: 0.3)
            all.append(candidate(index, epsilon, lambda, quantizer))
        }
        all.append(candidate(all.count, .constant(0), .constant(1), .sigmaDelta))
        return all
    }

    /// Evaluates the trials together, stopping at each of `stops`.
    private func evaluate(_ batch: [Candidate], stops: [Int] = [130]) -> [Evaluation?] {
        var progress = batch.map(objective.begin)
        for stop in stops { #expect(objective.advance(&progress, to: stop, cancellation: Cancellation())) }
        return progress.map {
            if case .ended(let evaluation) = objective.status(of: $0) { evaluation } else { nil }
        }
    }

    @Test("gives a trial what it gives it alone, whichever trials share its batch, in whatever order")
    func batches() {
        let alone = candidates.map(objective.evaluation)
        #expect(alone.filter { $0.trace != nil }.count == 2 * Quantizer.allCases.count)
        #expect(evaluate(candidates) == alone)
        #expect(evaluate(candidates.reversed()) == alone.reversed())
        #expect(evaluate(Array(candidates[2..<5])) == Array(alone[2..<5]))
        #expect(evaluate(candidates + candidates) == alone + alone)
    }

    @Test("gives the same whether a trial is advanced at once or bit by bit")
    func stops() {
        #expect(evaluate(candidates, stops: [1, 2, 49, 50, 51, 100, 130]) == candidates.map(objective.evaluation))
    }

    @Test("orders trials by quantizer, then by the fraction of 1 / lambda at step 1, long delays last")
    func batchKeys() throws {
        let lambdas = [0.5, 0.999, 0.49, 0.3, 0.6, 0.51, 1.9, 1e-3, 1e-9, 0]
        let keys = lambdas.map { lambda in
            objective.batchKey(
                for: candidate(0, .constant(1), .powerLaw(initial: lambda, exponent: 0.5), .sigmaDelta).parameters)
        }
        // The delays: 2, 1.001, 2.04, 3.33, 1.67, 1.96, 0.53, 1000, 1e9 and infinity.
        let ordered = try [0, 1, 2, 3, 6, 4, 5, 7, 8, 9].map { try #require(keys[$0]) }
        #expect(ordered == ordered.sorted() && Set(ordered).count == ordered.count)
        for quantizer in Quantizer.allCases.dropFirst() {
            let key = objective.batchKey(for: candidate(0, .constant(1), .constant(1), quantizer).parameters)
            #expect(try #require(key) > ordered.last ?? BatchKey(.max))
        }
    }

    @Test("fails a trial that draws a schedule at 0, and says why")
    func scheduleAtZero() {
        let epsilon = objective.evaluation(
            of: candidate(0, .powerLaw(initial: 0, exponent: 0.5), .constant(1), .sigmaDelta))
        #expect(epsilon.outcome == .failed(reason: reason("epsilon", step: 1)))
        #expect(epsilon.steps == 0)
        #expect(epsilon.values.isEmpty)
        let lambda = objective.evaluation(of: candidate(0, .constant(0.5), .constant(0), .stochastic))
        #expect(lambda.outcome == .failed(reason: reason("lambda", step: 1)))
        // 1e-300 divided by 2^100 is 0 in floating point.
        let late = objective.evaluation(
            of: candidate(0, .powerLaw(initial: 1e-300, exponent: 100), .constant(1), .sigmaDelta))
        #expect(late.outcome == .failed(reason: reason("epsilon", step: 2)))
    }

    private func reason(_ rate: String, step: Int) -> String {
        "\(rate) is 0 at step \(step): a schedule must stay finite and above 0; "
            + "change its initial value or let it decay more slowly."
    }

    @Test("fails a trial whose parameters are no schedules")
    func noSchedules() {
        let evaluation = objective.evaluation(of: Candidate(number: 0, parameters: ["x": 1]))
        #expect(
            evaluation.outcome
                == .failed(reason: "there is no parameter 'epsilon.initial'; add it to the search space"))
    }

    @Test("draws the stochastic quantizer's noise by the trial's number, and no other's")
    func noise() {
        for quantizer in Quantizer.allCases {
            let values = [4, 4, 5].map {
                objective.evaluation(of: candidate($0, .constant(0.5), .constant(1), quantizer)).values
            }
            #expect(values[0] == values[1])
            #expect((values[0] == values[2]) == (quantizer != .stochastic))
        }
    }

    @Test("minimizes the measure that is named", arguments: ConvergenceSettings.Measure.allCases)
    func measures(measure: ConvergenceSettings.Measure) throws {
        let evaluation = try ConvergenceObjective(Self.settings(measure)).evaluation(of: candidates[0])
        let expected = try #require(evaluation.values[measure.rawValue])
        #expect(evaluation.outcome == .complete(value: expected))
        #expect(evaluation.values.keys.sorted() == Self.settings().valueNames.sorted())
        #expect(Set(evaluation.values.values).count == evaluation.values.count, "the measures differ")
    }

    @Test("agrees with the experiment, its trace included")
    func experiment() throws {
        let network = try LayeredNetwork.glorotUniform(layerSizes: [8, 7, 3], seed: 1)
        let inputs = [2, 3].map { InputPattern.uniform(count: 8, seed: $0) }
        let experiment = try ConvergenceExperiment(network: network, inputs: inputs)
        for candidate in candidates.dropLast() {
            let schedules = try AnnealingSchedules(candidate.parameters)
            let outcome = experiment.run(
                schedules, steps: 130, noise: QuantizationNoise(seed: 5, trial: candidate.number))
            guard case .complete(let errors) = outcome else {
                Issue.record("\(String(describing: outcome))")
                continue
            }
            let evaluation = objective.evaluation(of: candidate)
            let meanError = try #require(evaluation.values["meanError"])
            #expect(evaluation.outcome == .complete(value: meanError))
            #expect(abs(meanError - errors.meanError) < 1e-12)
            #expect(evaluation.values["spikes"] == Double(errors.spikes.reduce(0, +)))
            #expect(evaluation.steps == 130)
            let trace = try #require(evaluation.trace.flatMap { ErrorTrace($0) })
            #expect(trace.samples.map(\.step) == errors.trace.map(\.step))
            for (sample, expected) in zip(trace.samples, errors.trace) {
                let numbers = [sample.error, sample.runningMean] + sample.layerErrors
                let plain = [expected.error, expected.runningMean] + expected.layerErrors
                #expect(zip(numbers, plain).allSatisfy { abs($0 - $1) < 1e-12 })
            }
        }
    }

    @Test("stops where it is cancelled, and has nothing to tell of the trial")
    func cancelled() {
        let cancellation = Cancellation()
        cancellation.cancel()
        var batch = [objective.begin(candidates[0])]
        #expect(!objective.advance(&batch, to: 130, cancellation: cancellation))
        guard case .running = objective.status(of: batch[0]) else {
            Issue.record("the trial has ended")
            return
        }
    }
}
