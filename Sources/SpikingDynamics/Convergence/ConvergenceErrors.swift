/// The distance of a binary network from its fixed point s*, step by step.
///
/// A layer's error is the mean over its units of |s* - s_t|. error(t) is the mean of the layers' errors over *all*
/// layers, the clamped input's zeros included. With several inputs, errors are averaged over the inputs, and spikes are
/// summed.
public struct ConvergenceErrors: Sendable, Equatable, Codable {
    /// The number of steps made, T.
    public let steps: Int
    /// The mean of error(t) over all steps.
    public let meanError: Double
    /// The mean of error(t) over the first 20 steps, or over all steps if there are fewer.
    public let earlyError: Double
    /// error(T).
    public let finalError: Double
    /// The mean over all steps of the Euclidean norm of s* - s_t over all units, as section 4.1 of the paper
    /// has it.
    public let meanEuclideanError: Double
    /// [layer]: the number of bits that were 1, over all steps.
    public let spikes: [Int]
    /// The errors at the steps of `RenardSteps`, ascending.
    public let trace: [Sample]

    /// The number of steps that `earlyError` covers.
    public static let earlySteps = 20

    /// The errors at one step.
    public struct Sample: Sendable, Equatable, Codable {
        /// The step t, from 1.
        public let step: Int
        /// error(t).
        public let error: Double
        /// The mean of error over the steps 1...t.
        public let runningMean: Double
        /// [layer]: the error of each layer.
        public let layerErrors: [Double]

        /// The errors at a step.
        public init(step: Int, error: Double, runningMean: Double, layerErrors: [Double]) {
            self.step = step
            self.error = error
            self.runningMean = runningMean
            self.layerErrors = layerErrors
        }
    }

    /// Errors with a trace.
    public init(
        steps: Int, meanError: Double, earlyError: Double, finalError: Double, meanEuclideanError: Double,
        spikes: [Int], trace: [Sample]
    ) {
        self.steps = steps
        self.meanError = meanError
        self.earlyError = earlyError
        self.finalError = finalError
        self.meanEuclideanError = meanEuclideanError
        self.spikes = spikes
        self.trace = trace
    }
}
