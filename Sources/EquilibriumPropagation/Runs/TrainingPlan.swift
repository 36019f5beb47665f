import SpikingDynamics

/// The plan of a training run: split, hidden layers, learning rule, length and precision. The dynamics of the network,
/// its seed and the images are not part of it.
public struct TrainingPlan: Sendable, Hashable {
    public var split: DigitSplit
    /// Units of each hidden layer.
    public var hidden: [Int]
    public var rule: LearningRule
    public var epochs: Int
    public var precision: Precision
    /// The precision of the weights with which readings are taken; nil for the weights as they are. A reading rounds
    /// each matrix, and the updates go on with the weights as they were.
    public var weightBits: WeightBits?

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
    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        /// The first 50,000 images of the training file to train, its last 10,000 to test, levels divided by 256. The
        /// paper's figures were obtained on this split. The official test images are not used.
        case paper
        /// The official 60,000 and 10,000 images, levels divided by 255.
        case official
    }

    public var scheme: Scheme
    /// The number of images to take from the front of each set; nil for all.
    public var training: Int?
    public var test: Int?

    public init(_ scheme: Scheme, training: Int? = nil, test: Int? = nil) {
        self.scheme = scheme
        self.training = training
        self.test = test
    }

    /// The divisor of the pixels' levels.
    public var scale: Double { scheme == .paper ? 256 : 255 }
}
