/// The normal distribution of an evolution strategy, which moves and deforms with each population of points.
///
/// Points are drawn as x = m + sigma B D z, where z is standard normal and C = B D^2 B^T. Each population moves the mean
/// m, and adapts the step size sigma (by the path of the mean) and the covariance C. There are no bounds and no
/// restarts.
///
/// Source: N. Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772, figure 6.
struct CovarianceMatrixAdaptation: Sendable {
    let constants: EvolutionConstants
    /// `[axis]`.
    var mean: [Double]
    /// The step size, sigma.
    var stepSize: Double
    /// `[row * d + column]`, symmetric.
    private(set) var covariance: [Double]
    /// The path of the mean in units of the distribution, p_sigma: `[axis]`.
    private(set) var stepPath: [Double]
    /// The path of the mean in units of the step size, p_c: `[axis]`.
    private(set) var covariancePath: [Double]
    /// The number of populations learned.
    private(set) var updates = 0
    /// (1 - c_sigma)^(2 updates).
    private var pathDecay = 1.0
    /// B: `[row * d + column]`.
    private var axes: [Double]
    /// D: `[column]`.
    private var lengths: [Double]

    private var d: Int { constants.dimension }

    /// A round distribution.
    init(mean: [Double], stepSize: Double, constants: EvolutionConstants) {
        (self.mean, self.stepSize, self.constants) = (mean, stepSize, constants)
        let d = constants.dimension
        covariance = (0..<d * d).map { $0 % (d + 1) == 0 ? 1 : 0 }
        axes = covariance
        lengths = [Double](repeating: 1, count: d)
        stepPath = [Double](repeating: 0, count: d)
        covariancePath = stepPath
    }

    /// The point of a standard normal vector, `[axis]`.
    ///
    /// - Parameter scale: a factor of the step size.
    func point(_ normals: [Double], scale: Double = 1) -> [Double] {
        let scaled = zip(lengths, normals).map { $0 * $1 }
        return zip(mean, product(axes, scaled)).map { $0 + scale * stepSize * $1 }
    }

    /// The standard deviation of a coordinate.
    func deviation(_ axis: Int) -> Double { stepSize * covariance[axis * d + axis].squareRoot() }

    /// The length of a step in units of the distribution: the norm of C^(-1/2) y.
    func length(of step: [Double]) -> Double { norm(whitened(step)) }

    /// Learns a population.
    ///
    /// - Parameter steps: `[rank][axis]`, the best first: the points minus the mean, divided by the step size.
    mutating func update(_ steps: [[Double]]) {
        precondition(steps.count == constants.population, "a population has \(constants.population) points")
        let c = constants
        var mean = [Double](repeating: 0, count: d)
        for (step, weight) in zip(steps, c.weights.prefix(c.parents)) {
            for axis in 0..<d { mean[axis] += weight * step[axis] }
        }
        for axis in 0..<d { self.mean[axis] += stepSize * mean[axis] }
        updates += 1
        pathDecay *= (1 - c.stepPathRate) * (1 - c.stepPathRate)

        let gain = (c.stepPathRate * (2 - c.stepPathRate) * c.effectiveParents).squareRoot()
        let round = product(axes, whitened(mean))
        for axis in 0..<d { stepPath[axis] = (1 - c.stepPathRate) * stepPath[axis] + gain * round[axis] }
        let pathLength = norm(stepPath)
        // The covariance's path stands still while the step size grows fast.
        let isStill = pathLength / (1 - pathDecay).squareRoot() >= (1.4 + 2 / Double(d + 1)) * c.normalLength
        let pathGain =
            isStill ? 0 : (c.covariancePathRate * (2 - c.covariancePathRate) * c.effectiveParents).squareRoot()
        for axis in 0..<d {
            covariancePath[axis] = (1 - c.covariancePathRate) * covariancePath[axis] + pathGain * mean[axis]
        }
        updateCovariance(steps, isStill: isStill)
        stepSize *= PortableMath.exp(c.stepPathRate / c.stepDamping * (pathLength / c.normalLength - 1))
        decompose()
    }

    private mutating func updateCovariance(_ steps: [[Double]], isStill: Bool) {
        let c = constants
        // A negative weight counts its point as if it lay at the expected distance.
        let weights = zip(steps, c.weights).map { step, weight in
            guard weight < 0 else { return weight }
            let length = length(of: step)
            return weight * Double(d) / (length * length + 1e-8)
        }
        let lost = isStill ? c.rankOneRate * c.covariancePathRate * (2 - c.covariancePathRate) : 0
        let kept = 1 - c.rankOneRate - c.rankMuRate * c.weights.reduce(0, +) + lost
        for row in 0..<d {
            for column in 0...row {
                var sum = 0.0
                for (step, weight) in zip(steps, weights) { sum += weight * step[row] * step[column] }
                let value =
                    kept * covariance[row * d + column]
                    + c.rankOneRate * covariancePath[row] * covariancePath[column] + c.rankMuRate * sum
                covariance[row * d + column] = value
                covariance[column * d + row] = value
            }
        }
    }

    /// Multiplies the standard deviations of coordinates.
    ///
    /// - Parameter factors: `[axis]`.
    mutating func stretch(_ factors: [Double]) {
        for row in 0..<d {
            for column in 0..<d { covariance[row * d + column] *= factors[row] * factors[column] }
        }
        decompose()
    }

    private mutating func decompose() {
        let eigen = SymmetricEigen(covariance, dimension: d)
        axes = eigen.vectors
        lengths = eigen.values.map { max($0, 1e-20).squareRoot() }
    }

    /// D^-1 B^T y.
    private func whitened(_ step: [Double]) -> [Double] {
        (0..<d).map { column in
            var sum = 0.0
            for row in 0..<d { sum += axes[row * d + column] * step[row] }
            return sum / lengths[column]
        }
    }

    /// A matrix, `[row * d + column]`, times a vector.
    private func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
        (0..<d).map { row in
            var sum = 0.0
            for column in 0..<d { sum += matrix[row * d + column] * vector[column] }
            return sum
        }
    }

    private func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
