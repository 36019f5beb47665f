import SpikingDynamics

/// How far one trial's binary networks were from their fixed points, step by step.
public struct ConvergenceCurve: Sendable, Equatable {
    /// The errors at one step.
    public struct Sample: Sendable, Equatable {
        /// The step t, from 1.
        public var step: Int
        /// error(t); of several networks, as the study combines them.
        public var error: Double
        /// The mean of error over 1...t.
        public var runningMean: Double
        /// [layer]
        public var layerErrors: [Double]
        /// The lowest and the highest error of a single network, where there are several.
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
    /// How many networks the errors are of.
    public var networks: Int
    /// By step, ascending.
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
