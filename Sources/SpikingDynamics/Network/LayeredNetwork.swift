/// Layers of neurons with symmetric weights between neighbours: the same matrix carries signals both ways.
/// Layer 0 is the input, which an experiment clamps.
public struct LayeredNetwork: Sendable, Equatable {
    /// [layer]: the number of neurons of each layer.
    public let layerSizes: [Int]
    /// [layer k][n_k * n_(k+1)]: the matrix between layers k and k + 1, row-major, one row for each unit of
    /// layer k.
    public let weights: [[Double]]
    /// [layer][unit]. The biases of the input layer are not used.
    public let biases: [[Double]]

    /// The most weights that all matrices of a network may have together: 2 GiB.
    public static let maximumWeightCount = 1 << 28

    /// A network of these parts. Without `biases`, all biases are 0.
    ///
    /// - Throws: `LayeredNetworkError` if there are fewer than two layers, a layer is empty, the network is too large,
    ///   the size of a matrix or a bias vector does not fit the layers, or a number is not finite.
    public init(layerSizes: [Int], weights: [[Double]], biases: [[Double]]? = nil) throws(LayeredNetworkError) {
        try Self.check(layerSizes: layerSizes)
        let biases = biases ?? layerSizes.map { [Double](repeating: 0, count: $0) }
        guard weights.count == layerSizes.count - 1 else {
            throw .matrixCount(weights.count, layers: layerSizes.count)
        }
        for (layer, matrix) in weights.enumerated() {
            let rows = layerSizes[layer]
            let columns = layerSizes[layer + 1]
            guard matrix.count == rows * columns else {
                throw .matrixSize(matrix.count, layer: layer, rows: rows, columns: columns)
            }
            if let index = matrix.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(matrix[index], place: "weights[\(layer)], index \(index)")
            }
        }
        guard biases.count == layerSizes.count else {
            throw .biasLayerCount(biases.count, layers: layerSizes.count)
        }
        for (layer, values) in biases.enumerated() {
            guard values.count == layerSizes[layer] else {
                throw .biasCount(values.count, layer: layer, units: layerSizes[layer])
            }
            if let index = values.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(values[index], place: "biases[\(layer)], index \(index)")
            }
        }
        self.layerSizes = layerSizes
        self.weights = weights
        self.biases = biases
    }

    /// Checks the layer sizes before anything of that size is allocated.
    ///
    /// - Throws: `LayeredNetworkError` for fewer than two layers, an empty layer, or too many weights.
    public static func check(layerSizes: [Int]) throws(LayeredNetworkError) {
        guard layerSizes.count >= 2 else { throw .tooFewLayers(layerSizes.count) }
        if let layer = layerSizes.firstIndex(where: { $0 < 1 }) {
            throw .emptyLayer(layer, size: layerSizes[layer])
        }
        var total = 0
        for (size, next) in zip(layerSizes, layerSizes.dropFirst()) {
            let (product, overflow) = size.multipliedReportingOverflow(by: next)
            guard !overflow, product <= maximumWeightCount, total + product <= maximumWeightCount else {
                throw .tooManyWeights(layerSizes: layerSizes)
            }
            total += product
        }
    }

    /// Checks that `input` can be clamped to layer 0.
    ///
    /// - Throws: `InputPatternError` if its length is not that of layer 0 or a value lies outside [0, 1].
    public func check(input: [Double]) throws(InputPatternError) {
        guard input.count == layerSizes[0] else {
            throw .count(input.count, units: layerSizes[0])
        }
        if let unit = input.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) {
            throw .outOfRange(input[unit], unit: unit)
        }
    }
}
