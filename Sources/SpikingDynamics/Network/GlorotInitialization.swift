import Randomness

/// Glorot-uniform weights: between layers k and k + 1 uniform in ±sqrt(6 / (n_k + n_(k+1))), biases 0.
///
/// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", 2010.
extension LayeredNetwork {
    /// A network with weights drawn from NumPy's `RandomState(seed)`, row by row, first matrix first.
    ///
    /// - Throws: `LayeredNetworkError` if no network can have these layer sizes.
    public static func glorotUniform(
        layerSizes: [Int], seed: UInt32
    ) throws(LayeredNetworkError) -> LayeredNetwork {
        var generator = MersenneTwister(seed: seed)
        return try glorotUniform(layerSizes: layerSizes, from: &generator)
    }

    /// A network with weights drawn from `generator`. The generator can go on with other draws after them.
    ///
    /// - Throws: `LayeredNetworkError` if no network can have these layer sizes; then nothing has been drawn.
    public static func glorotUniform(
        layerSizes: [Int], from generator: inout MersenneTwister
    ) throws(LayeredNetworkError) -> LayeredNetwork {
        try check(layerSizes: layerSizes)
        var weights: [[Double]] = []
        for (rows, columns) in zip(layerSizes, layerSizes.dropFirst()) {
            let limit = (6 / Double(rows + columns)).squareRoot()
            var matrix: [Double] = []
            matrix.reserveCapacity(rows * columns)
            for _ in 0..<rows * columns { matrix.append(generator.uniform(from: -limit, to: limit)) }
            weights.append(matrix)
        }
        return try LayeredNetwork(layerSizes: layerSizes, weights: weights)
    }
}
