import SpikingDynamics

/// What a network is trained on, how, and for how long; everything but the network's dynamics, its seed and the images.
public struct TrainingPlan: Sendable, Hashable {
    public var split: DigitSplit
    /// Units of each hidden layer.
    public var hidden: [Int]
    public var rule: LearningRule
    public var epochs: Int
    public var precision: Precision

    public init(
        split: DigitSplit = DigitSplit(.paper), hidden: [Int] = [500], rule: LearningRule = .paper, epochs: Int = 25,
        precision: Precision = .float32
    ) {
        self.split = split
        self.hidden = hidden
        self.rule = rule
        self.epochs = epochs
        self.precision = precision
    }

    /// Units of each layer of a network that learns from such images, input first.
    public func layerSizes(inputUnits: Int) -> [Int] { [inputUnits] + hidden + [TrainingImages.classes] }

    /// Checks whether networks can be trained so on these images, before anything of their size is allocated.
    ///
    /// - Throws: `LearningRuleError`, `LayeredNetworkError`, ``TrainingImagesError`` where an epoch has no minibatch.
    public func check(_ images: TrainingImages) throws {
        let sizes = layerSizes(inputUnits: images.inputUnits)
        try rule.check(layerSizes: sizes, precision: precision)
        try LayeredNetwork.check(layerSizes: sizes)
        guard images.training.count >= rule.minibatchSize else {
            throw TrainingImagesError.noMinibatch(count: images.training.count, size: rule.minibatchSize)
        }
    }

    /// Errors are told at every epoch's end, and in the last two epochs at every quarter: single readings are noisy.
    ///
    /// - Parameter updatesPerEpoch: updates of an epoch.
    /// - Returns: after how many updates, ascending.
    public func readings(updatesPerEpoch: Int) -> [Int] {
        let lastWhole = max(0, epochs - Self.epochsInQuarters)
        let whole = (0..<lastWhole).map { ($0 + 1) * updatesPerEpoch }
        let quarters = (4 * lastWhole..<4 * epochs).map { ($0 + 1) * updatesPerEpoch / 4 }
        return Array(Set(whole + quarters).subtracting([0])).sorted()
    }

    /// The last so many epochs are read at their quarters.
    public static let epochsInQuarters = 2
    /// A run that has not left chance level after so many epochs is stopped.
    public static let epochsToLeaveChance = 2
    /// The training error above which it has not.
    public static let chanceLevel = 0.5
}

/// Which images are learned from, and which test.
public struct DigitSplit: Sendable, Hashable {
    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        /// The training file's first 50,000 images to train, its last 10,000 to test, levels over 256: what the paper's
        /// figures were obtained on. The official test images are not looked at.
        case paper
        /// The official 60,000 and 10,000, levels over 255.
        case official
    }

    public var scheme: Scheme
    /// The first so many of them; nil for all.
    public var training: Int?
    public var test: Int?

    public init(_ scheme: Scheme, training: Int? = nil, test: Int? = nil) {
        self.scheme = scheme
        self.training = training
        self.test = test
    }

    /// What levels of pixels are divided by.
    public var scale: Double { scheme == .paper ? 256 : 255 }
}
