import SpikingDynamics

/// Why a rule cannot train a network.
public enum LearningRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    case rateCount(Int, layers: Int)
    case notPositive(String, Double)
    case tooSmall(String, Int)
    case tooManySteps(Int, limit: Int)
    case tooManyUnits(Int, limit: Int)

    public var description: String {
        switch self {
        case .rateCount(let count, let layers):
            "\(count) learning rates for a network of \(layers) layers; give one for each layer above the input, "
                + "\(layers - 1)"
        case .notPositive(let name, let value):
            "\(name) is \(value); give a finite number above 0"
        case .tooSmall(let name, let value):
            "\(name) is \(value); give 1 or more"
        case .tooManySteps(let steps, let limit):
            "an update takes \(steps) steps; at most \(limit) are made"
        case .tooManyUnits(let units, let limit):
            "a layer of \(units) units is too large to be trained; give at most \(limit)"
        }
    }
}

extension LearningRule {
    /// The most steps of an update.
    public static let largestSteps = 1_000
    /// The most units of a layer: the kernels number them with 16 bits.
    public static let largestLayer = 65_535

    /// Checks whether this rule can train a network of these layers.
    ///
    /// - Throws: `LearningRuleError`.
    public func check(layerSizes: [Int]) throws(LearningRuleError) {
        guard rates.count == layerSizes.count - 1 else { throw .rateCount(rates.count, layers: layerSizes.count) }
        if let size = layerSizes.first(where: { $0 > Self.largestLayer }) {
            throw .tooManyUnits(size, limit: Self.largestLayer)
        }
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
        guard negativeSteps <= Self.largestSteps, positiveSteps <= Self.largestSteps, steps <= Self.largestSteps else {
            throw .tooManySteps(max(negativeSteps, positiveSteps, steps), limit: Self.largestSteps)
        }
    }
}
