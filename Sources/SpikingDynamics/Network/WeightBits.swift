/// The number of bits of a weight where weights have low precision: one for the sign, the others for the size.
public struct WeightBits: Sendable, Hashable {
    /// The numbers of bits that there are. One bit alone would leave 0 as the only weight.
    public static let range = 2...64

    /// The number of bits, in ``range``.
    public let count: Int

    /// - Throws: ``WeightBitsError`` for a number out of ``range``.
    public init(_ count: Int) throws(WeightBitsError) {
        guard Self.range.contains(count) else { throw WeightBitsError(count: count) }
        self.count = count
    }

    /// The largest multiple of the step that a weight may be, 2^(bits - 1) - 1.
    public var levels: Double { Double(sign: .plus, exponent: count - 1, significand: 1) - 1 }

    /// Rounds a matrix. Each weight becomes the nearest multiple of max|w| / ``levels``; of two that are equally near, the
    /// even multiple.
    public func rounded(_ matrix: [Double]) -> [Double] {
        let step = (matrix.map(abs).max() ?? 0) / levels
        // Weights that are all 0, or as small as numbers get, stay.
        guard step.isNormal else { return matrix }
        return matrix.map { ($0 / step).rounded(.toNearestOrEven) * step }
    }
}

/// A number of bits that weights cannot have.
public struct WeightBitsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number of bits.
    public let count: Int

    /// The value and the rule that it breaks.
    public var rule: String { "weights cannot have \(count) \(count == 1 ? "bit" : "bits")" }
    /// What to do about it.
    public var remedy: String {
        "give a number from \(WeightBits.range.lowerBound) to \(WeightBits.range.upperBound), or none for full precision"
    }
    public var description: String { "\(rule); \(remedy)" }
}

extension LayeredNetwork {
    /// Returns this network with rounded weights, each matrix by itself. Biases are not rounded.
    public func rounded(to bits: WeightBits) throws(LayeredNetworkError) -> LayeredNetwork {
        try LayeredNetwork(layerSizes: layerSizes, weights: weights.map(bits.rounded), biases: biases)
    }
}
