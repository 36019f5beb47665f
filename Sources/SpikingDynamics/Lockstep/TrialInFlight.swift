/// The whole state of a trial of the convergence experiment between two calls of ``LockstepSimulation``.
///
/// For the paper's network it takes about 13 KB, and an input train 4 KB. Trials with the same input trains share the
/// storage of that part. A trial at rest takes almost nothing.
public struct TrialInFlight: Sendable {
    /// The states and memories of the neurons in the simulation of one input.
    struct Column: Sendable {
        /// [layer above the input][v, s, the quantizer's memories, and the v of the layer above if it has its own][unit]; of
        /// adaptive delta modulation [layer above the input][s, r, step][unit].
        let numbers: StateNumbers
        /// [layer above the input][W]: the bits of the last step.
        let signals: [UInt32]
        /// The input layer. Trials with the same input trains share its storage.
        let train: InputTrain
        /// The time of a surprise clock; at rest without one.
        let clock: ClockState
    }

    /// The memories and bits of a clamped layer's neurons.
    struct InputTrain: Sendable {
        /// [the quantizer's memories][unit]; of adaptive delta modulation [r, step][unit].
        let memories: StateNumbers
        /// [W]: the bits of the last step.
        let signals: [UInt32]
    }

    let schedules: AnnealingSchedules
    let noise: QuantizationNoise
    /// The steps of the whole trial.
    let steps: Int
    /// [input]. Empty before the first step, when all numbers are 0, and after the end.
    var columns: [Column] = []
    var accumulator: ErrorAccumulator

    /// The number of steps made.
    public internal(set) var stepCount = 0
    /// How the trial ended; nil while it runs.
    public internal(set) var outcome: ConvergenceOutcome?

    /// The state with one of the inputs; nil before the first step.
    func state(ofInput input: Int) -> Column? { columns.isEmpty ? nil : columns[input] }

    /// Trials with equal keys have the same input train for each input. The key is lambda at step 1, for random
    /// quantizers also the trial, and for those that track, or if the inputs switch, the whole schedule of lambda.
    func trainKey(switches: Bool) -> TrainKey {
        TrainKey(
            firstLambda: schedules.lambda(ofLayer: 0).value(at: 1).bitPattern,
            trial: schedules.quantizer.isRandom ? noise.trial : 0,
            lambda: switches || schedules.quantizer == .tracking ? schedules.lambda(ofLayer: 0) : nil
        )
    }

    struct TrainKey: Hashable {
        let firstLambda: UInt64
        let trial: Int
        let lambda: Schedule?
    }

    /// Lower bounds of the trial's final errors: the sums so far, divided by the number of all its steps. They never
    /// decrease.
    public var meanErrorBound: Double { accumulator.errorSum / Double(steps) }
    /// The bound of `meanEuclideanError`, as of ``meanErrorBound``.
    public var meanEuclideanErrorBound: Double { accumulator.euclideanSum / Double(steps) }
    /// The bound of `earlyError`, which is exact from step 20 on.
    public var earlyErrorBound: Double { accumulator.earlyErrorSoFar }

    /// The errors of the trial if it ended at its present step; nil before the first step.
    public var errorsSoFar: ErrorsSoFar? {
        guard stepCount > 0 else { return nil }
        let count = Double(stepCount)
        let early = min(ConvergenceErrors.earlySteps, steps)
        return ErrorsSoFar(
            meanError: accumulator.errorSum / count,
            earlyError: stepCount < early ? accumulator.errorSum / count : accumulator.earlyErrorSoFar,
            finalError: accumulator.lastError, meanEuclideanError: accumulator.euclideanSum / count)
    }

    /// The errors of a running trial, over the steps that it has made.
    public struct ErrorsSoFar: Sendable, Hashable {
        /// The mean of error(t) over the steps made.
        public let meanError: Double
        /// The mean of error(t) over the first 20 steps, or over all steps made if there are fewer.
        public let earlyError: Double
        /// error(t) at the present step.
        public let finalError: Double
        /// The mean Euclidean norm of s* - s_t over the steps made.
        public let meanEuclideanError: Double
    }
}

extension Quantizer {
    /// The number of integrators of a neuron.
    var memoryCount: Int {
        switch self {
        case .sigmaDelta, .tracking: 1
        case .secondOrderSigmaDelta: 2
        case .stochastic, .threshold: 0
        }
    }

    /// Whether it draws random numbers.
    var isRandom: Bool { self == .stochastic }
}
