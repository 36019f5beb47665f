import Foundation
import HyperparameterSearch
import SpikingDynamics

/// The convergence experiment on one network or several, 500-500-10, with sigma-delta modulation.
struct NetworkObjective: Objective {
    /// `[network]`; empty where the parameters are no schedules.
    typealias Progress = [TrialInFlight]

    let steps: Int
    private let simulations: [LockstepSimulation]
    /// A schedule that begins at 0 is illegal; the least initial value is this.
    private static let leastInitial = 0.001

    init(seeds: [(weights: UInt32, input: UInt32)], steps: Int) throws {
        self.steps = steps
        simulations = try seeds.map {
            LockstepSimulation(
                try ConvergenceExperiment(
                    network: LayeredNetwork.glorotUniform(layerSizes: [500, 500, 10], seed: $0.weights),
                    inputs: [InputPattern.uniform(count: 500, seed: $0.input)]))
        }
    }

    var direction: Direction { .minimize }
    var preferredBatchSize: Int { LockstepSimulation.preferredColumns }

    func begin(_ candidate: Candidate) -> Progress {
        guard let schedules = try? schedules(candidate.parameters) else { return [] }
        return simulations.map {
            $0.begin(schedules, steps: steps, noise: QuantizationNoise(seed: 0, trial: candidate.number))
        }
    }

    private func schedules(_ parameters: TrialParameters) throws -> AnnealingSchedules {
        func powerLaw(_ rate: String) throws -> Schedule {
            .powerLaw(
                initial: max(try parameters.number("\(rate).initial"), Self.leastInitial),
                exponent: try parameters.number("\(rate).exponent"))
        }
        return AnnealingSchedules(
            epsilon: try powerLaw("epsilon"), lambda: try powerLaw("lambda"), quantizer: .sigmaDelta)
    }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        let places = batch.indices.filter { !batch[$0].isEmpty }
        for (index, simulation) in simulations.enumerated() {
            var trials = places.map { batch[$0][index] }
            let isDone = simulation.advance(&trials, to: step) { !cancellation.isCancelled }
            for (place, trial) in zip(places, trials) { batch[place][index] = trial }
            guard isDone else { return false }
        }
        return true
    }

    func status(of progress: Progress) -> TrialStatus {
        if progress.contains(where: { $0.outcome == nil }) {
            return .running(step: progress.map(\.stepCount).min() ?? 0, bound: nil)
        }
        let outcome =
            value(of: progress).map { Outcome.complete(value: $0) } ?? .failed(reason: "no schedule, or diverged")
        return .ended(Evaluation(outcome, steps: steps))
    }

    /// The geometric mean of the networks' errors; nil where one has none.
    func value(of progress: Progress) -> Double? {
        let errors = progress.compactMap { trial in
            if case .complete(let errors) = trial.outcome { errors.meanError } else { nil }
        }
        guard !errors.isEmpty, errors.count == progress.count else { return nil }
        return errors.count == 1 ? errors[0] : exp(errors.reduce(0) { $0 + log($1) } / Double(errors.count))
    }
}
