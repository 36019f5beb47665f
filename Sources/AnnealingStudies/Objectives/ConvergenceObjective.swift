import HyperparameterSearch
import SpikingDynamics

/// The search's objective (section 4.1): how far a binary network with these schedules stays, on the way, from the
/// fixed point of its real-valued twin.
public struct ConvergenceObjective: Objective {
    public struct Progress: Sendable {
        let candidate: Candidate
        var evaluation: Evaluation?
    }

    public let settings: ConvergenceSettings
    public let experiment: ConvergenceExperiment

    public var direction: Direction { .minimize }
    public var steps: Int { settings.steps }

    /// Draws the network and its inputs, and settles the real-valued twin: about a second for 500-500-10.
    public init(_ settings: ConvergenceSettings) throws {
        self.settings = settings
        let inputs = settings.inputSeeds.map { InputPattern.uniform(count: settings.layers[0], seed: $0) }
        experiment = try ConvergenceExperiment(
            network: LayeredNetwork.glorotUniform(layerSizes: settings.layers, seed: settings.weightSeed),
            inputs: inputs)
    }

    /// What to tell where the real-valued network itself has not settled; nil where it has.
    public var warning: String? {
        guard let residual = experiment.fixedPoints.map(\.residual).max(), residual > FixedPoint.tolerance
        else { return nil }
        return "the real-valued network has not settled: its last step still moved a unit by \(residual), "
            + "more than \(FixedPoint.tolerance); errors are measured against its last state"
    }

    public func begin(_ candidate: Candidate) -> Progress {
        Progress(candidate: candidate)
    }

    /// Evaluates whole trials, one after the other.
    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        for index in batch.indices where batch[index].evaluation == nil {
            guard let evaluation = evaluate(batch[index].candidate, cancellation) else { return false }
            batch[index].evaluation = evaluation
        }
        return true
    }

    public func status(of progress: Progress) -> TrialStatus {
        progress.evaluation.map(TrialStatus.ended) ?? .running(step: 0, bound: nil)
    }

    /// Evaluates one trial by itself.
    public func evaluation(of candidate: Candidate) -> Evaluation {
        var batch = [begin(candidate)]
        _ = advance(&batch, to: steps, cancellation: Cancellation())
        guard case .ended(let evaluation) = status(of: batch[0]) else {
            return Evaluation(.failed(reason: "unfinished"))
        }
        return evaluation
    }

    private func evaluate(_ candidate: Candidate, _ cancellation: Cancellation) -> Evaluation? {
        let schedules: ScheduleParameters
        do {
            schedules = try ScheduleParameters(candidate.parameters)
        } catch {
            return Evaluation(.failed(reason: "\(error)"), steps: 0)
        }
        let outcome = experiment.run(
            epsilon: schedules.epsilon, lambda: schedules.lambda, quantizer: schedules.quantizer, steps: steps,
            noise: QuantizationNoise(seed: settings.noiseSeed, trial: candidate.number),
            shouldContinue: { !cancellation.isCancelled })
        switch outcome {
        case nil: return nil
        case .failed(let failure): return Evaluation(.failed(reason: failure.description), steps: 0)
        case .complete(let errors): return Evaluation(errors, minimizing: settings.measure)
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
