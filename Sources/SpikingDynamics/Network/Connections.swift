/// A network's weights in the two directions of its signals, upward and downward. Each matrix has a row for every
/// sender.
///
/// A layer receives two sums, one over the layer below and one over the layer above; u is the first sum plus the
/// second. Sums of bits are exact where the weights allow it, see ``IntegerWeights``. Sums of states, and the others, add
/// the senders in ascending order.
package struct Connections: Sendable {
    /// [layer k]: the matrix from layer k up to layer k + 1.
    let upward: [WeightMatrix]
    /// [layer k]: the matrix from layer k down to layer k - 1. Nil for layers 0 and 1: the input
    /// is clamped, so nothing is sent down to it.
    let downward: [WeightMatrix?]

    package init(of network: LayeredNetwork) {
        let upward = zip(network.weights, network.layerSizes.dropFirst()).map {
            WeightMatrix(values: $0, width: $1)
        }
        self.upward = upward
        downward = network.layerSizes.indices.map { $0 < 2 ? nil : upward[$0 - 1].transposed }
    }
}
