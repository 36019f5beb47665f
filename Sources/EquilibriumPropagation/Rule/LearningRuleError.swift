/// The reason why a rule cannot train a network.
public enum LearningRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is not one rate for each layer above the input.
    case rateCount(Int, layers: Int)
    /// A setting, by name, is not finite or not above 0.
    case notPositive(String, Double)
    /// A setting, by name, is below 1.
    case tooSmall(String, Int)
    /// The phases of an update have more steps than `limit`.
    case tooManySteps(Int, limit: Int)
    /// The network has more hidden layers than `limit`.
    case tooManyLayers(hidden: Int, limit: Int)
    /// A layer has more units than `limit`.
    case tooManyUnits(Int, limit: Int)
    /// The weights take more bytes than `limit`.
    case tooManyBytes(Int, limit: Int)

    public var description: String { "\(rule); \(remedy)" }

    /// The value and the rule that it breaks.
    public var rule: String {
        switch self {
        case .rateCount(let count, let layers): "\(count) learning rates for a network of \(layers) layers"
        case .notPositive(let name, let value): "\(name) is \(value)"
        case .tooSmall(let name, let value): "\(name) is \(value)"
        case .tooManySteps(let steps, let limit): "an update takes \(steps) steps, and at most \(limit) are made"
        case .tooManyLayers(let hidden, let limit): "\(hidden) hidden layers, and at most \(limit) are trained"
        case .tooManyUnits(let units, _): "a layer of \(units) units is too large to be trained"
        case .tooManyBytes(let bytes, let limit):
            "the weights take \(bytes) bytes, and at most \(limit) can be kept"
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .rateCount(_, let layers): "give one for each layer above the input, \(layers - 1)"
        case .notPositive: "give a finite number above 0"
        case .tooSmall: "give 1 or more"
        case .tooManySteps: "shorten a phase"
        case .tooManyLayers(_, let limit), .tooManyUnits(_, let limit): "give at most \(limit)"
        case .tooManyBytes: "make layers smaller, or compute in float32"
        }
    }
}
