import SpikingDynamics

/// A network with weights that change, in the layout of the training kernels.
///
/// Weights between two layers that both move are stored twice, once for each direction. Both copies change in the same
/// way, to the bit.
final class TrainableNetwork {
    let precision: Precision
    let layerSizes: [Int]
    /// [layer k]: the weights from layer k up to k + 1.
    let upward: [PackedWeights]
    /// [layer k]: the weights from layer k + 1 down to k; nil for the clamped input.
    let downward: [PackedWeights?]
    /// [layer][N].
    let biases: [RealBuffer]

    init(_ network: LayeredNetwork, precision: Precision) {
        self.precision = precision
        let sizes = network.layerSizes
        layerSizes = sizes
        upward = (0..<sizes.count - 1).map {
            PackedWeights(precision, sources: sizes[$0], targets: sizes[$0 + 1])
        }
        downward = (0..<sizes.count - 1).map {
            $0 == 0 ? nil : PackedWeights(precision, sources: sizes[$0 + 1], targets: sizes[$0])
        }
        biases = sizes.map { RealBuffer(precision, count: precision.padded($0)) }
        set(network)
    }

    /// Copies the weights and biases of `network`, whose layers must have the same sizes.
    func set(_ network: LayeredNetwork) {
        for (layer, matrix) in network.weights.enumerated() {
            let columns = layerSizes[layer + 1]
            for i in 0..<layerSizes[layer] {
                for j in 0..<columns {
                    upward[layer][i, j] = matrix[i * columns + j]
                    downward[layer]?[j, i] = matrix[i * columns + j]
                }
            }
        }
        for (layer, values) in network.biases.enumerated() {
            for (unit, value) in values.enumerated() { biases[layer][unit] = value }
        }
    }

    /// [layer k][n_k * n_(k+1)], row-major. The conversion to float64 is exact.
    var weights: [[Double]] {
        upward.map { packed in
            (0..<packed.sources * packed.targets).map { packed[$0 / packed.targets, $0 % packed.targets] }
        }
    }

    /// [layer][unit].
    var biasValues: [[Double]] {
        zip(biases, layerSizes).map { buffer, size in (0..<size).map { buffer[$0] } }
    }
}
