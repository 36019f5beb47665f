import SpikingDynamics

/// The plan of a training run: split, hidden layers, learning rule, length and precision. The dynamics of the network,
/// its seed and the images are not part of it.
public struct TrainingPlan: Sendable, Hashable {
    /// The images to train on and to test on.
    public var split: DigitSplit
    /// Units of each hidden layer.
    public var hidden: [Int]
    /// The phases of an update and its rates.
    public var rule: LearningRule
    /// How often each training image is learned from.
    public var epochs: Int
    /// The floating-point numbers in which the fast engine computes.
    public var precision: Precision
    /// The precision of the weights with which readings are taken; nil for the weights as they are. A reading rounds
    /// each matrix, and the updates go on with the weights as they were.
    public var weightBits: WeightBits?

    /// A plan; by default the paper's for one hidden layer, in float32.
    public init(
        split: DigitSplit = DigitSplit(.paper), hidden: [Int] = [500], rule: LearningRule = .paper, epochs: Int = 25,
        precision: Precision = .float32, weightBits: WeightBits? = nil
    ) {
        self.weightBits = weightBits
        self.split = split
        self.hidden = hidden
        self.rule = rule
        self.epochs = epochs
        self.precision = precision
    }

    /// The sizes of the layers, input first.
    public func layerSizes(inputUnits: Int) -> [Int] { [inputUnits] + hidden + [TrainingImages.classes] }

    /// Checks whether this plan can train a network on these images, before anything of its size is allocated.
    ///
    /// - Throws: `LearningRuleError`, `LayeredNetworkError`, or ``TrainingImagesError`` if an epoch has no minibatch, or
    ///   the training images are all of one class.
    public func check(_ images: TrainingImages) throws {
        let sizes = layerSizes(inputUnits: images.inputUnits)
        try rule.check(layerSizes: sizes, precision: precision)
        try LayeredNetwork.check(layerSizes: sizes)
        guard images.training.count >= rule.minibatchSize else {
            throw TrainingImagesError.noMinibatch(count: images.training.count, size: rule.minibatchSize)
        }
        if let label = images.onlyClass {
            throw TrainingImagesError.oneClass(label: Int(label), count: images.training.count)
        }
    }

    /// The updates after which readings are taken, ascending: at the end of every epoch and, since single readings are
    /// noisy, at every quarter of the last two epochs.
    ///
    /// - Parameter updatesPerEpoch: the number of updates in an epoch.
    public func readings(updatesPerEpoch: Int) -> [Int] {
        let lastWhole = max(0, epochs - Self.epochsInQuarters)
        let whole = (0..<lastWhole).map { ($0 + 1) * updatesPerEpoch }
        let quarters = (4 * lastWhole..<4 * epochs).map { ($0 + 1) * updatesPerEpoch / 4 }
        return Array(Set(whole + quarters).subtracting([0])).sorted()
    }

    /// The number of epochs at the end that are read every quarter.
    public static let epochsInQuarters = 2
    /// A run that is still at chance level after this number of epochs is stopped.
    public static let epochsToLeaveChance = 2
}

/// The images to train on and those to test on.
public struct DigitSplit: Sendable, Hashable {
    /// Where the two sets come from, and how grey levels become states.
    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        /// The first 50,000 images of the training file to train, its last 10,000 to test, levels divided by 256. The
        /// paper's figures were obtained on this split. The official test images are not used.
        case paper
        /// The official 60,000 and 10,000 images, levels divided by 255.
        case official
    }

    /// Where the two sets come from.
    public var scheme: Scheme
    /// The number of images to take from the front of each set; nil for all.
    public var training: Int?
    /// As ``training``, of the test set.
    public var test: Int?

    /// A split; without numbers, of all images.
    public init(_ scheme: Scheme, training: Int? = nil, test: Int? = nil) {
        self.scheme = scheme
        self.training = training
        self.test = test
    }

    /// The divisor of the pixels' levels.
    public var scale: Double { scheme == .paper ? 256 : 255 }
}
