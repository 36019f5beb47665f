/// One network's learning curve: one run (a seed).
public struct LearningCurve: Sendable, Equatable {
    /// Whose curve it is: the network that sends bits, or its real-valued twin.
    public enum Network: String, Sendable {
        case binary
        case continuous
    }

    /// The errors that a full pass over each set gave. Fractions, 0...1; not finite where there is no reading.
    public struct Point: Sendable, Equatable {
        /// Passes over the training set, whole or not, by then.
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
    /// What was run: `ε = 0.843/t^0.0923, λ = 0.832/t^0.584`, or `continuous, ε = 0.5`. Exponents of t are raised where it
    /// is drawn; all else is shown as it is.
    public var label: String
    /// Whose run it is, where runs of several studies are shown: networks of two studies are two, whatever their label.
    public var study: String?
    public var seed: Int
    /// Whether the run ended before its last epoch because it failed; then its readings are in no mean.
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
