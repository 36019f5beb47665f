/// A network's weights as its signals meet them: from below and from above, each with a row for every sender.
///
/// What reaches a layer is two sums, one over the layer below and one over the layer above, each in ascending
/// order of the sender; u is the first plus the second.
package struct Connections: Sendable {
    /// [layer k]: the matrix from layer k up to layer k + 1.
    let upward: [WeightMatrix]
    /// [layer k]: the matrix from layer k down to layer k - 1. Layers 0 and 1 send nothing down: the input is
    /// clamped.
    let downward: [WeightMatrix?]

    package init(of network: LayeredNetwork) {
        let upward = zip(network.weights, network.layerSizes.dropFirst()).map {
            WeightMatrix(values: $0, width: $1)
        }
        self.upward = upward
        downward = network.layerSizes.indices.map { $0 < 2 ? nil : upward[$0 - 1].transposed }
    }
}
