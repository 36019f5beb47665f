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

    /// The most units of a layer, layers of a network, networks of a study, and weights of all of them.
    static let largestLayer = 100_000
    public static let layerCounts = 2...100
    static let mostInstances = 1000
    static let mostWeights = 200_000_000

    /// Whether a study may have these; what is wrong with them otherwise, and the remedy.
    static func problem(with instances: [NetworkInstance]) -> (rule: String, remedy: String)? {
        guard (1...mostInstances).contains(instances.count) else {
            return ("1 to \(mostInstances) networks are needed, and it names \(instances.count)", "name as many")
        }
        guard instances.reduce(0, { $0 + $1.weightCount }) <= mostWeights else {
            return ("the networks have more than \(mostWeights) weights", "make them smaller, or name fewer")
        }
        var seen: [NetworkInstance: Int] = [:]
        for (index, instance) in instances.enumerated() {
            guard let first = seen.updateValue(index, forKey: instance) else { continue }
            return (
                "networks \(first) and \(index) are the same (\(instance)), which would count twice",
                "give one another seed"
            )
        }
        return nil
    }
}

extension NetworkInstance: CustomStringConvertible {
    /// `500-500-10, weights 1237, input 1241`.
    public var description: String {
        let inputs = inputSeeds.count == 1 ? "input" : "inputs"
        return layers.map(String.init).joined(separator: "-") + ", weights \(weightSeed), "
            + "\(inputs) \(inputSeeds.map(String.init).joined(separator: ", "))"
    }
}
