/// The convergence experiment for many trials at once: the fast path of its reference,
/// ``ConvergenceExperiment/run(_:steps:noise:shouldContinue:)``.
///
/// Trials advance together, step by step, so that the weights are read once for a whole batch. The result of a trial
/// does not depend, to the bit, on the other trials of its batch, nor on the number of calls in which it advances. The
/// errors of a layer's units are added in another order than in the reference: errors agree to 1e-12. Spike
/// trains and states are equal where sums are exact (``SignalSums``); ordered sums have another order, too.
public struct LockstepSimulation: Sendable {
    /// The network, its inputs and its fixed points.
    public let experiment: ConvergenceExperiment
    let network: PackedNetwork

    /// The best number of columns (trials times inputs) to advance together: more of them share little more work.
    public static let preferredColumns = 128

    /// A simulation of an experiment; many may share one.
    public init(_ experiment: ConvergenceExperiment) {
        self.experiment = experiment
        network = PackedNetwork(experiment)
    }

    /// A trial at rest. If a schedule is illegal at some step, the trial has already failed.
    public func begin(_ schedules: AnnealingSchedules, steps: Int, noise: QuantizationNoise) -> TrialInFlight {
        var trial = TrialInFlight(
            schedules: schedules, noise: noise, steps: steps,
            accumulator: ErrorAccumulator(steps: max(steps, 1), layerCount: network.layerSizes.count))
        if steps < 1 {
            trial.outcome = .failed(.noSteps(steps))
        } else if let failure = schedules.failure(through: steps, layers: network.layerSizes.count) {
            trial.outcome = .failed(failure)
        }
        return trial
    }

    /// Advances all trials that have not ended to `step`, or to their own last step.
    ///
    /// - Parameters:
    ///   - trials: the batch.
    ///   - step: the number of steps, from rest, that each trial has made afterwards.
    ///   - made: called every few dozen steps, with the number of steps that all trials together have made since the
    ///     last call.
    ///   - shouldContinue: called every few dozen steps.
    /// - Returns: false if `shouldContinue` returned false. The trials then stand at different steps; the next call
    ///   goes on from there.
    public func advance(
        _ trials: inout [TrialInFlight], to step: Int, made: (_ steps: Int) -> Void = { _ in },
        shouldContinue: () -> Bool
    ) -> Bool {
        while true {
            let live = trials.indices.filter {
                trials[$0].outcome == nil && trials[$0].stepCount < min(step, trials[$0].steps)
            }
            guard let first = live.first else { return true }
            // A batch holds trials of one kind. There is almost always only one kind.
            let kind = Kind(trials[first])
            let most = LockstepBatch.mostTrials(network, kind.quantizer)
            let members = Array(live.filter { Kind(trials[$0]) == kind }.prefix(most))
            let target = min(step, kind.steps)
            let isDone: Bool
            if kind.isAdaptiveDelta {
                var batch = AdaptiveDeltaBatch(experiment, trials, members)
                isDone = batch.advance(&trials, to: target, made: made, shouldContinue: shouldContinue)
            } else {
                var batch = LockstepBatch(network, trials, members, steps: target - kind.stepCount)
                isDone = batch.advance(&trials, to: target, made: made, shouldContinue: shouldContinue)
            }
            guard isDone else { return false }
        }
    }

    /// The properties that all trials of a batch share.
    private struct Kind: Equatable {
        let quantizer: Quantizer
        let decodesBySender: Bool
        let hasClock: Bool
        let isAdaptiveDelta: Bool
        let stepCount: Int
        let steps: Int
        /// The key of the draws; 0 for quantizers that draw nothing.
        let noiseKey: UInt64

        init(_ trial: TrialInFlight) {
            quantizer = trial.schedules.quantizer
            decodesBySender = trial.schedules.decodesBySender
            hasClock = trial.schedules.clock != .steps
            isAdaptiveDelta = trial.schedules.code != .predictive
            stepCount = trial.stepCount
            steps = trial.steps
            noiseKey = trial.schedules.quantizer.isRandom ? trial.noise.kernelKey : 0
        }
    }
}
