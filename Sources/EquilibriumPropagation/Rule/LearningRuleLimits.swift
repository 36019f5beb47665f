extension LearningRule {
    /// The most steps of an update.
    public static let largestSteps = 1_000
    /// The most layers between input and output.
    public static let largestDepth = 20
    /// The most units of a layer: the kernels keep their indices in 16 bits.
    public static let largestLayer = 65_535
    /// The most bytes of weights and biases. A checkpoint holds them and the readings, and SQLite limits a value to
    /// 10^9 bytes.
    public static let largestNumbers = 900_000_000

    /// Checks whether this rule can train a network of these layers, before anything of that size is allocated.
    ///
    /// - Parameters:
    ///   - layerSizes: input first.
    ///   - precision: decides how many bytes the weights take.
    /// - Throws: `LearningRuleError`.
    public func check(layerSizes: [Int], precision: Precision) throws(LearningRuleError) {
        let hidden = layerSizes.count - 2
        guard hidden <= Self.largestDepth else { throw .tooManyLayers(hidden: hidden, limit: Self.largestDepth) }
        guard rates.count == layerSizes.count - 1 else { throw .rateCount(rates.count, layers: layerSizes.count) }
        if let size = layerSizes.first(where: { $0 > Self.largestLayer }) {
            throw .tooManyUnits(size, limit: Self.largestLayer)
        }
        let sizes = layerSizes.map { max(0, $0) }
        // A unit has its bias, and a weight from each unit below.
        let bytes = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 } * precision.width
        guard bytes <= Self.largestNumbers else { throw .tooManyBytes(bytes, limit: Self.largestNumbers) }
        for (name, value) in [("beta", beta.size)] + rates.map({ ("a learning rate", $0) })
        where !(value.isFinite && value > 0) {
            throw .notPositive(name, value)
        }
        for (name, value) in [
            ("the minibatch's size", minibatchSize), ("the number of negative steps", negativeSteps),
            ("the number of positive steps", positiveSteps),
        ] where value < 1 {
            throw .tooSmall(name, value)
        }
        let (steps, isTooMany) = negativeSteps.addingReportingOverflow(positiveSteps)
        guard !isTooMany, steps <= Self.largestSteps else {
            throw .tooManySteps(isTooMany ? .max : steps, limit: Self.largestSteps)
        }
    }
}
