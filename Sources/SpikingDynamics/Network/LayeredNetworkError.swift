/// The reason why parts do not make a `LayeredNetwork`.
public enum LayeredNetworkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There are fewer than two layers.
    case tooFewLayers(Int)
    /// A layer has no unit.
    case emptyLayer(Int, size: Int)
    /// The layers need more than ``LayeredNetwork/maximumWeightCount`` weights.
    case tooManyWeights(layerSizes: [Int])
    /// There is not one matrix for each pair of neighbouring layers.
    case matrixCount(Int, layers: Int)
    /// The matrix from a layer to the next one has not rows times columns numbers.
    case matrixSize(Int, layer: Int, rows: Int, columns: Int)
    /// There is not one bias vector for each layer.
    case biasLayerCount(Int, layers: Int)
    /// A bias vector has not one number for each unit of its layer.
    case biasCount(Int, layer: Int, units: Int)
    /// A weight or a bias is NaN or infinite.
    case notFinite(Double, place: String)

    public var description: String {
        switch self {
        case .tooFewLayers(let count):
            "\(count) layers: a network has at least 2, an input and an output; for example [500, 500, 10]"
        case .emptyLayer(let layer, let size):
            "layer \(layer) has size \(size): "
                + "every layer has at least 1 neuron; remove the layer or enlarge it"
        case .tooManyWeights(let layerSizes):
            "layers \(layerSizes) need more than \(LayeredNetwork.maximumWeightCount) weights: "
                + "make layers smaller"
        case .matrixCount(let count, let layers):
            "\(count) weight matrices for \(layers) layers: "
                + "give one for each pair of neighbours, \(layers - 1)"
        case .matrixSize(let count, let layer, let rows, let columns):
            "weights[\(layer)] has \(count) numbers: give \(rows) rows of \(columns), \(rows * columns) numbers, "
                + "for layers \(layer) and \(layer + 1)"
        case .biasLayerCount(let count, let layers):
            "\(count) bias vectors for \(layers) layers: give one a layer, the input's included"
        case .biasCount(let count, let layer, let units):
            "biases[\(layer)] has \(count) numbers: give one for each of the layer's \(units) neurons"
        case .notFinite(let value, let place):
            "\(place) is \(value): weights and biases are finite; look for a division by 0 where it was made"
        }
    }
}
