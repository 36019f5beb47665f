/// The learning curve of one training run: one network with one seed.
public struct LearningCurve: Sendable, Equatable {
    /// The kind of network: the one that sends bits, or its real-valued twin.
    public enum Network: String, Sendable {
        case binary
        case continuous
    }

    /// The errors of one full pass over each set, as fractions 0...1; not finite where there is no reading.
    public struct Point: Sendable, Equatable {
        /// The passes over the training set so far, which need not be whole.
        public var epoch: Double
        public var testError: Double
        public var trainError: Double

        public init(epoch: Double, testError: Double, trainError: Double) {
            self.epoch = epoch
            self.testError = testError
            self.trainError = trainError
        }
    }

    public var network: Network
    /// The schedules: `ε = 0.843/t^0.0923, λ = 0.832/t^0.584`, or `continuous, ε = 0.5`. A figure raises the exponents
    /// of t and shows the rest unchanged.
    public var label: String
    /// The study's name, if a figure shows several studies. Networks of different studies are different, even if their
    /// labels are equal.
    public var study: String?
    public var seed: Int
    /// Whether the run failed before its last epoch. The readings of a failed run are in no mean.
    public var hasFailed: Bool
    /// In any order.
    public var points: [Point]

    public init(
        network: Network, label: String, study: String? = nil, seed: Int, hasFailed: Bool = false, points: [Point]
    ) {
        self.network = network
        self.label = label
        self.study = study
        self.seed = seed
        self.hasFailed = hasFailed
        self.points = points
    }
}
