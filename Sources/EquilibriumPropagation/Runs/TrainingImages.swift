import DigitFiles

/// The images of a split in the form that training reads. All runs share them.
public struct TrainingImages: Sendable {
    /// The images that runs learn from.
    public let training: ImageIndex
    /// The images that runs are tested on.
    public let test: ImageIndex
    /// The number of classes, and of output units.
    public static let classes = 10

    /// - Throws: ``TrainingImagesError`` if a set has fewer images than the split needs, or if the images are too
    ///   large.
    public init(_ data: DigitData, split: DigitSplit) throws(TrainingImagesError) {
        let (training, test): (LabelledImages, LabelledImages)
        switch split.scheme {
        case .paper:
            let border = Self.paperTrainingCount
            guard data.training.count > border else {
                throw .noPaperSplit(count: data.training.count, border: border)
            }
            (training, test) = (data.training[0..<border], data.training[border..<data.training.count])
        case .official:
            (training, test) = (data.training, data.test)
        }
        guard training.pixelsPerImage <= LearningRule.largestLayer else {
            throw .tooManyPixels(training.pixelsPerImage)
        }
        try self.init(
            training: Self.first(split.training, of: training, "training set"),
            test: Self.first(split.test, of: test, "test set"), scale: split.scale)
    }

    /// - Parameters:
    ///   - training: the images that runs learn from.
    ///   - test: the images that runs are tested on.
    ///   - scale: the divisor of the pixels' levels.
    /// - Precondition: images have at most `LearningRule.largestLayer` pixels.
    public init(training: LabelledImages, test: LabelledImages, scale: Double) {
        self.training = ImageIndex(training, scale: scale)
        self.test = ImageIndex(test, scale: scale)
    }

    /// The class of all training images; nil if they have several.
    var onlyClass: UInt8? {
        guard let first = training.labels.first, training.labels.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// Units of the input layer.
    public var inputUnits: Int { training.pixelsPerImage }

    /// The number of images of the training file on which the paper's split trains.
    private static let paperTrainingCount = 50_000

    private static func first(
        _ count: Int?, of images: LabelledImages, _ set: String
    ) throws(TrainingImagesError) -> LabelledImages {
        guard let count else { return images }
        guard (1...images.count).contains(count) else {
            throw .tooFew(set: set, count: images.count, wanted: count)
        }
        return images[0..<count]
    }
}

/// The reason why a network cannot be trained on some images.
public enum TrainingImagesError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A set has fewer images than the split asks for.
    case tooFew(set: String, count: Int, wanted: Int)
    /// The training file has no images beyond those that the paper's split trains on.
    case noPaperSplit(count: Int, border: Int)
    /// The training set has fewer images than a minibatch.
    case noMinibatch(count: Int, size: Int)
    /// All training images have one label.
    case oneClass(label: Int, count: Int)
    /// An image has more pixels than a layer may have units.
    case tooManyPixels(Int)

    public var description: String { "\(fact); \(remedy)" }

    /// The reason, without a remedy.
    public var fact: String {
        switch self {
        case .tooFew(let set, let count, let wanted):
            "the \(set) has \(count) images, and \(wanted) are asked for"
        case .noPaperSplit(let count, let border):
            "the training file has \(count) images, and the paper's split trains on its first \(border) and tests on the "
                + "rest"
        case .noMinibatch(let count, let size):
            "the training set has \(count) images, fewer than a minibatch of \(size)"
        case .oneClass(let label, let count):
            "all \(count) training images are of class \(label), so there is nothing to learn"
        case .tooManyPixels(let count):
            "images of \(count) pixels make a layer of as many units; at most \(LearningRule.largestLayer) are trained"
        }
    }

    /// The remedy in the library's terms, which a program may replace by its own.
    public var remedy: String {
        switch self {
        case .tooFew(_, let count, _): "ask for 1 to \(count), or use another split"
        case .noPaperSplit: "use the official split, which trains on the training file and tests on the test file"
        case .noMinibatch: "train on more images, or lower the minibatch"
        case .oneClass: "take images of two classes or more"
        case .tooManyPixels: "use smaller images"
        }
    }
}
