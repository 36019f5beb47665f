import SpikingDynamics

/// A network of the convergence experiment and the inputs that are clamped to it, by their seeds.
public struct NetworkSpecification: Sendable, Hashable {
    /// `[layer]`: the number of units, input first.
    public var layers: [Int]
    /// The seed of the Glorot-uniform weights.
    public var weightSeed: UInt32
    /// `[input]`: the seed of each input pattern. Errors are averaged over the inputs.
    public var inputSeeds: [UInt32]
    /// The precision of the binary network's weights; nil for full precision. Errors are measured against the fixed points
    /// of the network with full precision.
    public var weightBits: WeightBits?

    public init(layers: [Int], weightSeed: UInt32, inputSeeds: [UInt32], weightBits: WeightBits? = nil) {
        self.weightBits = weightBits
        self.layers = layers
        self.weightSeed = weightSeed
        self.inputSeeds = inputSeeds
    }

    /// The number of weights between neighbouring layers.
    var weightCount: Int { zip(layers, layers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The most units of a layer.
    static let largestLayer = 100_000
    public static let layerCounts = 2...100
    /// The most networks of a study.
    static let mostNetworks = 1000
    /// The most weights of all networks of a study together.
    static let mostWeights = 200_000_000

    /// Why a study cannot have these networks, and the remedy; nil if it can.
    static func problem(with networks: [NetworkSpecification]) -> (rule: String, remedy: String)? {
        guard (1...mostNetworks).contains(networks.count) else {
            return ("1 to \(mostNetworks) networks are needed, and it names \(networks.count)", "name as many")
        }
        guard networks.reduce(0, { $0 + $1.weightCount }) <= mostWeights else {
            return ("the networks have more than \(mostWeights) weights", "make them smaller, or name fewer")
        }
        var seen: [NetworkSpecification: Int] = [:]
        for (index, network) in networks.enumerated() {
            guard let first = seen.updateValue(index, forKey: network) else { continue }
            return (
                "networks \(first) and \(index) are the same (\(network)), which would count twice",
                "give one another seed"
            )
        }
        return nil
    }
}

extension NetworkSpecification: CustomStringConvertible {
    /// `500-500-10, weights 1237, input 1241`; with rounded weights `500-500-10, weights 1237 of 8 bits, input 1241`.
    public var description: String {
        let inputs = inputSeeds.count == 1 ? "input" : "inputs"
        return layers.map(String.init).joined(separator: "-")
            + ", weights \(weightSeed)\(weightBits.map { " of \($0.count) bits" } ?? ""), "
            + "\(inputs) \(inputSeeds.map(String.init).joined(separator: ", "))"
    }
}
