/// One network of the convergence experiment with the inputs that are clamped to it.
public struct NetworkInstance: Sendable, Hashable {
    /// Units of each layer, input first.
    public var layers: [Int]
    /// Of the weights, Glorot-uniform.
    public var weightSeed: UInt32
    /// One input pattern a seed; errors are averaged over them.
    public var inputSeeds: [UInt32]

    public init(layers: [Int], weightSeed: UInt32, inputSeeds: [UInt32]) {
        self.layers = layers
        self.weightSeed = weightSeed
        self.inputSeeds = inputSeeds
    }

    /// Weights between neighbouring layers.
    var weightCount: Int { zip(layers, layers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } }
}

extension NetworkInstance: CustomStringConvertible {
    /// `500-500-10, weights 1237, input 1241`.
    public var description: String {
        let inputs = inputSeeds.count == 1 ? "input" : "inputs"
        return layers.map(String.init).joined(separator: "-") + ", weights \(weightSeed), "
            + "\(inputs) \(inputSeeds.map(String.init).joined(separator: ", "))"
    }
}
