import DigitFiles
import EquilibriumPropagation

/// How a trial of a training study is evaluated (section 4.2 of the paper).
public struct TrainingSettings: Sendable, Hashable {
    /// What is minimized. Errors are fractions, 0...1.
    public enum Measure: String, Sendable, Hashable, CaseIterable {
        /// The error on the test set, as a mean over the readings of the last two epochs.
        case testError
        /// The same on the training set.
        case trainError
        /// The error on the test set at the last reading.
        case finalTestError
        /// The same on the training set.
        case finalTrainError
    }

    /// The images that networks are trained on.
    public enum DataSet: Sendable, Hashable {
        case mnist
        /// Another data set of MNIST's form, by its fingerprint.
        case other(fingerprint: String)

        public init(_ digits: DigitData) {
            self = digits.isMNIST ? .mnist : .other(fingerprint: digits.fingerprint)
        }

        /// `mnist`, or the fingerprint.
        public var text: String {
            switch self {
            case .mnist: "mnist"
            case .other(let fingerprint): fingerprint
            }
        }
    }

    public var data: DataSet
    public var plan: TrainingPlan
    /// The seed of trials without a seed of their own.
    public var seed: UInt32
    /// What is minimized: the value of a trial.
    public var measure: Measure
    /// What is minimized beside the measure, in the order of the file; empty in a study of one objective.
    public var furtherObjectives: [FurtherObjective] = []
    /// Whether the weights of complete trials are stored.
    public var keepsWeights: Bool

    public init(
        data: DataSet = .mnist, plan: TrainingPlan = TrainingPlan(), seed: UInt32 = 1234,
        measure: Measure = .testError, keepsWeights: Bool = false
    ) {
        self.data = data
        self.plan = plan
        self.seed = seed
        self.measure = measure
        self.keepsWeights = keepsWeights
    }
}

/// The images at hand are not those of the study.
public struct TrainingDataError: Error, Sendable, Hashable, CustomStringConvertible {
    public let wanted: String
    public let found: String

    public var description: String {
        "the study is about the images '\(wanted)', and those at hand are '\(found)'; "
            + "name the folder of the study's images"
    }
}
