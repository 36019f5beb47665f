import CMatrixKernels

/// The function whose minimum is the maximum a posteriori of the hyperparameters: the negative logarithm of likelihood
/// times prior, without the constants of both, and its gradient by the logarithms of the hyperparameters.
struct HyperparameterPosterior: Sendable {
    /// `[point][coordinate]`.
    let points: [Double]
    /// `[point]`.
    let values: [Double]
    /// `[coordinate]`: the axis of each coordinate.
    let axes: [Int]
    let prior: HyperparameterPrior

    init(points: [Double], values: [Double], axes: [Int]) {
        (self.points, self.values, self.axes) = (points, values, axes)
        prior = HyperparameterPrior(axes: axes.max()! + 1)
    }

    /// - Returns: nil where the covariance matrix is not positive definite in floating point.
    func callAsFunction(_ logarithms: [Double]) -> (value: Double, gradient: [Double])? {
        guard var (value, gradient) = negativeLogLikelihood(logarithms) else { return nil }
        prior.add(at: logarithms, to: &value, gradient: &gradient)
        return value.isFinite ? (value, gradient) : nil
    }

    /// Without the constant n/2 log 2π.
    ///
    /// The gradient is 1/2 tr((K⁻¹ - a aᵀ) dK), Eq. 5.9 of Rasmussen and Williams.
    func negativeLogLikelihood(_ logarithms: [Double]) -> (value: Double, gradient: [Double])? {
        let hyperparameters = GaussianProcessHyperparameters(logarithms: logarithms)
        guard
            let process = GaussianProcess(points: points, values: values, axes: axes, hyperparameters: hyperparameters)
        else { return nil }
        let value =
            0.5 * zip(values, process.weights).reduce(0) { $0 + $1.0 * $1.1 } + process.factor.logDeterminant
        let (sums, trace) = slopes(of: process)
        var gradient = [Double](repeating: 0, count: logarithms.count)
        for (coordinate, axis) in axes.enumerated() { gradient[axis] += sums[coordinate] }
        gradient[gradient.count - 2] = sums[axes.count]
        gradient[gradient.count - 1] = 0.5 * trace * hyperparameters.noiseVariance
        return (value, gradient)
    }

    /// The half sums of (K⁻¹ - a aᵀ) times the derivatives of K: `[coordinate..., signal]`; and the trace of the first.
    private func slopes(of process: GaussianProcess) -> (sums: [Double], trace: Double) {
        let (width, count, dimension) = (Panel.width, process.count, process.dimension)
        let inverse = process.factor.inversePanels()
        let weights = process.weights
        var sums = [Double](repeating: 0, count: (dimension + 1) * width)
        var block = [Double](repeating: 0, count: width * width)
        var trace = 0.0
        // Pairs of panels, below the diagonal: rows `first` ..., columns `start` ...
        inverse.withUnsafeBufferPointer { inverse in
            process.points.withUnsafeBufferPointer { points in
                for start in stride(from: 0, to: count, by: width) {
                    let panel = Panel.gather(process.points, dimension: dimension, first: start)
                    let right = inverse.baseAddress! + start * count
                    for first in stride(from: start, to: count, by: width) {
                        matrix_products(inverse.baseAddress! + first * count, right, first, count, &block)
                        let height = min(width, count - first)
                        for row in 0..<height {
                            for column in 0..<width {
                                let (i, j) = (first + row, start + column)
                                let weight = j <= i ? block[row * width + column] - weights[i] * weights[j] : 0
                                if i == j { trace += weight }
                                // An element below the diagonal stands for two.
                                block[row * width + column] = i == j ? 0.5 * weight : weight
                            }
                        }
                        matrix_matern_slopes(
                            points.baseAddress! + first * dimension, height, dimension, panel, process.signalVariance,
                            block, &sums)
                    }
                }
            }
        }
        let totals = (0...dimension).map { row in
            sums[row * width..<(row + 1) * width].reduce(0, +)
        }
        return (totals, trace)
    }
}
