import HyperparameterSearch
import SpikingDynamics

/// The search's objective (section 4.1): how far a binary network with these schedules stays, on the way, from the
/// fixed point of its real-valued twin.
public struct ConvergenceObjective: Objective {
    public enum Progress: Sendable {
        case inFlight(TrialInFlight)
        /// Parameters that are no schedules.
        case unusable(reason: String)
    }

    public let settings: ConvergenceSettings
    private let simulation: LockstepSimulation

    public var direction: Direction { .minimize }
    public var steps: Int { settings.steps }
    /// Errors are never negative, so their sums only grow; the last step's error alone has no such bound.
    public var hasMonotoneBound: Bool { settings.measure != .finalError }
    /// A matter of speed alone: values do not depend on it.
    public internal(set) var preferredBatchSize: Int

    /// Draws the network and its inputs, and settles the real-valued twin.
    ///
    /// - Throws: `LayeredNetworkError`, `ConvergenceExperimentError`.
    public init(_ settings: ConvergenceSettings) throws {
        self.settings = settings
        preferredBatchSize = max(1, LockstepSimulation.preferredColumns / settings.inputSeeds.count)
        let inputs = settings.inputSeeds.map { InputPattern.uniform(count: settings.layers[0], seed: $0) }
        simulation = LockstepSimulation(
            try ConvergenceExperiment(
                network: LayeredNetwork.glorotUniform(layerSizes: settings.layers, seed: settings.weightSeed),
                inputs: inputs))
    }

    /// What to tell where the real-valued network itself has not settled; nil where it has.
    public var warning: String? {
        let fixedPoints = simulation.experiment.fixedPoints
        guard let worst = fixedPoints.map(\.residual).max(), worst > FixedPoint.tolerance else { return nil }
        return "the real-valued network has not settled: its last step still moved a unit by \(worst), "
            + "more than \(FixedPoint.tolerance); errors are measured against its last state"
    }

    /// Trials with the same lambda at step 1 share the input's drive; those of one quantizer advance together.
    public func batchKey(for parameters: TrialParameters) -> BatchKey? {
        guard let schedules = try? ScheduleParameters(parameters) else { return nil }
        let quantizer = Quantizer.allCases.firstIndex(of: schedules.quantizer) ?? 0
        // The shift drops the sign and an exponent bit; keys that then coincide cost time, nothing else.
        return BatchKey(schedules.lambda.value(at: 1).bitPattern << 2 | UInt64(quantizer))
    }

    public func begin(_ candidate: Candidate) -> Progress {
        do {
            let schedules = try ScheduleParameters(candidate.parameters)
            return .inFlight(
                simulation.begin(
                    epsilon: schedules.epsilon, lambda: schedules.lambda, quantizer: schedules.quantizer, steps: steps,
                    noise: QuantizationNoise(seed: UInt64(settings.noiseSeed), trial: candidate.number)))
        } catch {
            return .unusable(reason: "\(error)")
        }
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        var places: [Int] = []
        var trials: [TrialInFlight] = []
        for (place, progress) in batch.enumerated() {
            guard case .inFlight(let trial) = progress else { continue }
            places.append(place)
            trials.append(trial)
        }
        // Let go of the copies: where the caller holds none either, the states are changed in place.
        for place in places { batch[place] = .unusable(reason: "") }
        let isDone = simulation.advance(&trials, to: step) { !cancellation.isCancelled }
        for (place, trial) in zip(places, trials) { batch[place] = .inFlight(trial) }
        return isDone
    }

    public func status(of progress: Progress) -> TrialStatus {
        switch progress {
        case .unusable(let reason):
            return .ended(Evaluation(.failed(reason: reason), steps: 0))
        case .inFlight(let trial):
            switch trial.outcome {
            case .complete(let errors): return .ended(Evaluation(errors, minimizing: settings.measure))
            case .failed(let failure):
                return .ended(Evaluation(.failed(reason: failure.description), steps: trial.stepCount))
            case nil: return .running(step: trial.stepCount, bound: bound(of: trial))
            }
        }
    }

    /// The least that the minimized error can still come to: errors are never negative.
    private func bound(of trial: TrialInFlight) -> Double? {
        switch settings.measure {
        case .meanError: trial.meanErrorBound
        case .earlyError: trial.earlyErrorBound
        case .meanEuclideanError: trial.meanEuclideanErrorBound
        case .finalError: nil
        }
    }
}

extension Evaluation {
    /// A complete trial of the convergence experiment.
    init(_ errors: ConvergenceErrors, minimizing measure: ConvergenceSettings.Measure) {
        let values = [
            "meanError": errors.meanError, "earlyError": errors.earlyError, "finalError": errors.finalError,
            "meanEuclideanError": errors.meanEuclideanError, "spikes": Double(errors.spikes.reduce(0, +)),
        ]
        self.init(
            .complete(value: values[measure.rawValue] ?? .nan), values: values, steps: errors.steps,
            trace: ErrorTrace(errors.trace).encoded)
    }
}
