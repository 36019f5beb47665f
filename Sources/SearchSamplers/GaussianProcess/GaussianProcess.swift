import CMatrixKernels

/// A Gaussian process with mean 0 and a Matern 5/2 covariance, conditioned on noisy observations.
///
/// A lengthscale belongs to an axis of the search; an axis has one coordinate or, for a category, several.
///
/// Source: Rasmussen and Williams, "Gaussian processes for machine learning", 2006, algorithm 2.1.
struct GaussianProcess: Sendable {
    let hyperparameters: GaussianProcessHyperparameters
    /// `[coordinate]`: the axis whose lengthscale the coordinate has.
    let axes: [Int]
    /// `[coordinate]`: 1 / lengthscale.
    private let scales: [Double]
    /// `[point][coordinate]`, divided by the lengthscales.
    private(set) var points: [Double]
    /// `[point]`.
    private(set) var values: [Double]
    /// L, where L Lᵀ is the covariance matrix of the observations.
    private(set) var factor: PackedTriangle
    /// `[point]`: the covariance matrix's inverse times the values.
    private(set) var weights: [Double]

    /// - Parameters:
    ///   - points: `[point][coordinate]`.
    ///   - values: `[point]`.
    ///   - axes: `[coordinate]`, the axis of each coordinate.
    /// - Returns: nil where the covariance matrix is not positive definite in floating point.
    init?(points: [Double], values: [Double], axes: [Int], hyperparameters: GaussianProcessHyperparameters) {
        self.hyperparameters = hyperparameters
        self.axes = axes
        scales = axes.map { 1 / hyperparameters.lengthscales[$0] }
        self.values = values
        self.points = Self.scaled(points, by: scales)
        let covariance = MaternCovariance(
            points: self.points, dimension: axes.count, signalVariance: hyperparameters.signalVariance,
            noiseVariance: hyperparameters.noiseVariance + GaussianProcessHyperparameters.jitter)
        guard let factor = covariance.cholesky() else { return nil }
        self.factor = factor
        weights = factor.solveTransposed(factor.solve(values))
    }

    var count: Int { values.count }
    var dimension: Int { axes.count }
    var signalVariance: Double { hyperparameters.signalVariance }
    /// The variance of an observation about the process.
    var observationNoise: Double { hyperparameters.noiseVariance + GaussianProcessHyperparameters.jitter }

    private static func scaled(_ points: [Double], by scales: [Double]) -> [Double] {
        var result = points
        for index in result.indices { result[index] *= scales[index % scales.count] }
        return result
    }

    /// - Parameter points: `[point][coordinate]`.
    func scaled(_ points: [Double]) -> [Double] { Self.scaled(points, by: scales) }

    /// The logarithm of the marginal likelihood of the values.
    var logLikelihood: Double {
        let quadratic = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return -0.5 * quadratic - factor.logDeterminant - 0.5 * Double(count) * 1.8378770664093454836
    }

    /// The posterior mean at the observed points: K a = y - noise a.
    var fittedValues: [Double] { zip(values, weights).map { $0 - observationNoise * $1 } }

    /// Adds an observation: one row of the factor.
    ///
    /// - Parameter point: `[coordinate]`.
    mutating func add(_ point: [Double], value: Double) {
        extendFactor(by: point)
        values.append(value)
        weights = factor.solveTransposed(factor.solve(values))
    }

    /// Adds an observation that equals the posterior mean: the mean does not change, the variance falls.
    ///
    /// Source: Ginsbourger, Le Riche, Carraro, "Kriging is well-suited to parallelize optimization", 2010.
    mutating func believe(_ point: [Double]) {
        let mean = predictions(at: point).means[0]
        extendFactor(by: point)
        values.append(mean)
        weights.append(0)
    }

    private mutating func extendFactor(by point: [Double]) {
        let scaled = scaled(point)
        var columns = [Double](repeating: 0, count: count * Panel.width)
        matrix_matern(
            points, count, dimension, Panel.gather(scaled, dimension: dimension, first: 0), signalVariance, &columns)
        matrix_solve(factor.values, 0, 0, count, &columns)
        var row = (0..<count).map { columns[$0 * Panel.width] }
        let rest = row.reduce(signalVariance + observationNoise) { $0 - $1 * $1 }
        row.append(max(rest, 1e-10).squareRoot())
        factor.append(row)
        points += scaled
    }

    /// The posterior means, `[point]`, and variances of the process, without noise.
    ///
    /// - Parameter points: `[point][coordinate]`.
    func predictions(at points: [Double]) -> (means: [Double], variances: [Double]) {
        let scaled = scaled(points)
        let asked = scaled.count / dimension
        var (means, variances) = ([Double](), [Double]())
        var panel = PredictionPanel(capacity: count)
        for first in stride(from: 0, to: asked, by: Panel.width) {
            panel.begin(scaled, first: first, self)
            panel.solve(to: count, self)
            let width = min(Panel.width, asked - first)
            means += panel.means[..<width]
            variances += panel.rest[..<width].map { max($0, 1e-12) }
        }
        return (means, variances)
    }
}
