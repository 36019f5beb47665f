/// How the bits that a layer sends are summed where they arrive, in a binary network.
public enum SignalSums: String, Sendable, Codable {
    /// The exact sum of the weights of the bits that are 1, rounded once to float64.
    case exact
    /// The weights are added one after another in float64, in a fixed order. Their exponents differ too widely for
    /// exact sums in 64 bits.
    case ordered
}

extension LayeredNetwork {
    /// [layer k]: the sums over the matrix between layers k and k + 1, in both directions.
    public var signalSums: [SignalSums] {
        zip(weights, layerSizes.dropFirst()).map { IntegerWeights($0, width: $1) == nil ? .ordered : .exact }
    }
}
