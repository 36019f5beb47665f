import Randomness

/// Patterns to clamp a network's input layer to: [unit], each in [0, 1].
public enum InputPattern {
    /// `count` uniforms in [0, 1) as NumPy's `RandomState(seed).rand(count)`; none if `count` is below 1.
    public static func uniform(count: Int, seed: UInt32) -> [Double] {
        var generator = MersenneTwister(seed: seed)
        return (0..<max(count, 0)).map { _ in generator.uniform() }
    }
}

/// The reason why numbers cannot be clamped to a network's input layer.
public enum InputPatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is not one number for each unit of the input layer.
    case count(Int, units: Int)
    /// A number is not in [0, 1].
    case outOfRange(Double, unit: Int)

    public var description: String {
        switch self {
        case .count(let count, let units):
            "an input of \(count) numbers for an input layer of \(units) neurons: give one number a neuron"
        case .outOfRange(let value, let unit):
            "input[\(unit)] is \(value): a neuron's state lies in [0, 1]; scale the input to that range"
        }
    }
}
