/// How a trial came to its value, decoded from its trace.
public enum TrialCurve: Sendable, Equatable {
    case errors(ErrorCurve)
    case learning([LearningSample])

    /// `[sample]`: the step or epoch, and the measure's value had the trial ended there; samples that cannot tell it
    /// are left out.
    public var values: [(step: Double, value: Double)] {
        switch self {
        case .errors(let curve):
            curve.samples.compactMap { sample in sample.value.map { (Double(sample.step), $0) } }
        case .learning(let samples): samples.map { ($0.epoch, $0.value) }
        }
    }
}

/// What a trial's curve shows, which says how it is drawn.
public enum CurveForm: Sendable, Hashable {
    /// An error that falls from step to step, on two logarithmic axes.
    case errors
    /// Errors on the test and the training set, by epoch.
    case learning
}

/// An error at ascending steps.
public struct ErrorCurve: Sendable, Equatable {
    public struct Sample: Sendable, Equatable {
        /// From 1.
        public var step: Int
        /// The measure's value had the trial ended at this step; nil if the sample does not tell it.
        public var value: Double?
        public var error: Double
        /// The mean of the error over all steps so far.
        public var runningMean: Double
        /// `[part]`: the error of each part, such as a layer.
        public var partErrors: [Double]
        /// The lowest and the highest error if the error is an aggregation of several; nil if it is one.
        public var low: Double?
        public var high: Double?

        public init(
            step: Int, value: Double?, error: Double, runningMean: Double, partErrors: [Double], low: Double? = nil,
            high: Double? = nil
        ) {
            self.step = step
            self.value = value
            self.error = error
            self.runningMean = runningMean
            self.partErrors = partErrors
            self.low = low
            self.high = high
        }
    }

    public var samples: [Sample]
    /// How many errors are aggregated.
    public var count: Int

    public init(_ samples: [Sample], count: Int = 1) {
        self.samples = samples
        self.count = count
    }
}

/// What was measured at one point of a training run.
public struct LearningSample: Sendable, Equatable {
    /// Passes over the training set, whole or not.
    public var epoch: Double
    /// The measure's value had the run ended here.
    public var value: Double
    /// Fractions, 0...1.
    public var testError: Double
    public var trainError: Double
    /// Further columns of a table of samples.
    public var details: [Detail]

    public init(epoch: Double, value: Double, testError: Double, trainError: Double, details: [Detail] = []) {
        self.epoch = epoch
        self.value = value
        self.testError = testError
        self.trainError = trainError
        self.details = details
    }

    /// Numbers under a name, and how a table writes them.
    public struct Detail: Sendable, Equatable {
        public enum Form: Sendable, Equatable {
            /// Few digits, as tables write errors.
            case short
            /// This many digits after the point.
            case decimals(Int)
            /// This many significant digits.
            case digits(Int)
        }

        public var name: String
        public var numbers: [Double]
        public var form: Form

        public init(_ name: String, _ numbers: [Double], _ form: Form) {
            self.name = name
            self.numbers = numbers
            self.form = form
        }
    }
}
