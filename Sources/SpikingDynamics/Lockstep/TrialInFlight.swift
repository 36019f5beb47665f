/// A trial of the convergence experiment between two calls of ``LockstepSimulation``: all that it remembers.
///
/// About 17 KB for the paper's network. Trials whose input spikes alike share that part of it.
public struct TrialInFlight: Sendable {
    /// What a trial remembers of the neurons of one input's simulation.
    struct Column: Sendable {
        /// [layer above the input][v, s and the quantizer's memories][P * U].
        var numbers: [Double]
        /// [layer above the input][W]: the bits of the last step.
        var signals: [UInt32]
        /// The input layer; equal for all trials with equal input trains, which share its storage.
        var train: InputTrain
    }

    /// What is remembered of a clamped layer's neurons.
    struct InputTrain: Sendable {
        /// [the quantizer's memories][P * U].
        var memories: [Double]
        /// [W]: the bits of the last step.
        var signals: [UInt32]
    }

    let schedules: AnnealingSchedules
    let noise: QuantizationNoise
    /// The steps of the whole trial.
    let steps: Int
    /// [input].
    var columns: [Column]
    var accumulator: ErrorAccumulator

    /// How many steps have been made.
    public internal(set) var stepCount = 0
    /// How the trial ended; nil while it runs.
    public internal(set) var outcome: ConvergenceOutcome?

    /// What tells apart trials whose input layers fire differently: lambda at step 1, and for random quantizers the
    /// trial itself. Sound for one input; each input has its own trains.
    var trainKey: TrainKey {
        TrainKey(
            firstLambda: schedules.lambda.value(at: 1).bitPattern, trial: schedules.quantizer.isRandom ? noise.trial : 0
        )
    }

    struct TrainKey: Hashable {
        let firstLambda: UInt64
        let trial: Int
    }

    /// Lower bounds of what the trial's errors will be: its sums so far over all its steps. They never decrease.
    public var meanErrorBound: Double { accumulator.errorSum / Double(steps) }
    public var meanEuclideanErrorBound: Double { accumulator.euclideanSum / Double(steps) }
    public var earlyErrorBound: Double { accumulator.earlyErrorSoFar }
}

extension Quantizer {
    /// How many numbers a neuron remembers.
    var memoryCount: Int {
        switch self {
        case .sigmaDelta: 1
        case .secondOrderSigmaDelta: 2
        case .stochastic, .threshold: 0
        }
    }

    /// Whether draws decide.
    var isRandom: Bool { self == .stochastic }
}
