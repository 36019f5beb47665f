import SpikingDynamics

/// The distance of one trial's binary networks from their fixed points, step by step.
public struct ConvergenceCurve: Sendable, Equatable {
    /// The errors at one step.
    public struct Sample: Sendable, Equatable {
        /// The step t, from 1.
        public var step: Int
        /// error(t); for several networks, the study's aggregation of their errors.
        public var error: Double
        /// The mean of error over 1...t.
        public var runningMean: Double
        /// `[layer]`: the mean error of the layer's units.
        public var layerErrors: [Double]
        /// The lowest and the highest error of any one network; nil if there is only one network.
        public var low: Double?
        public var high: Double?

        public init(
            step: Int, error: Double, runningMean: Double, layerErrors: [Double], low: Double? = nil,
            high: Double? = nil
        ) {
            self.step = step
            self.error = error
            self.runningMean = runningMean
            self.layerErrors = layerErrors
            self.low = low
            self.high = high
        }
    }

    public var study: String
    /// The trial's number.
    public var trial: Int
    public var schedules: AnnealingSchedules
    /// The number of networks that the errors are taken over.
    public var networks: Int
    /// In ascending order of step.
    public var samples: [Sample]

    public init(
        study: String, trial: Int, schedules: AnnealingSchedules, networks: Int = 1, samples: [Sample]
    ) {
        self.study = study
        self.trial = trial
        self.schedules = schedules
        self.networks = networks
        self.samples = samples
    }
}
