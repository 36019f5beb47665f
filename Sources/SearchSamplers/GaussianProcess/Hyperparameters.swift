/// The hyperparameters of a Gaussian process with a Matern 5/2 covariance.
struct GaussianProcessHyperparameters: Sendable, Hashable {
    /// `[axis]`, in units of the cube.
    var lengthscales: [Double]
    /// Of standardized values.
    var signalVariance: Double
    /// Of standardized values, without the ``jitter``.
    var noiseVariance: Double

    /// Added to the noise variance, so that the covariance matrix is positive definite.
    static let jitter = 1e-6

    /// The mean of the prior: 0.5 for each lengthscale, signal 1, noise 0.001.
    static func priorMean(axes: Int) -> GaussianProcessHyperparameters {
        GaussianProcessHyperparameters(
            lengthscales: Array(repeating: 0.5, count: axes), signalVariance: 1, noiseVariance: 1e-3)
    }
}

extension GaussianProcessHyperparameters {
    /// `[log lengthscale of each axis..., log signal variance, log noise variance]`.
    var logarithms: [Double] { (lengthscales + [signalVariance, noiseVariance]).map(PortableMath.log) }

    init(logarithms: [Double]) {
        let numbers = logarithms.map(PortableMath.exp)
        lengthscales = Array(numbers.dropLast(2))
        (signalVariance, noiseVariance) = (numbers[numbers.count - 2], numbers[numbers.count - 1])
    }
}

/// Independent normal priors of the logarithms of the hyperparameters, and bounds.
struct HyperparameterPrior: Sendable {
    /// `[hyperparameter]`, in the order of ``GaussianProcessHyperparameters/logarithms``.
    let means: [Double]
    let deviations: [Double]
    let lower: [Double]
    let upper: [Double]

    init(axes: Int) {
        means = GaussianProcessHyperparameters.priorMean(axes: axes).logarithms
        deviations = Array(repeating: 0.75, count: axes) + [1, 1.5]
        lower = Array(repeating: PortableMath.log(0.02), count: axes) + [-4, PortableMath.log(1e-6)]
        upper = Array(repeating: PortableMath.log(20), count: axes) + [4, 0]
    }

    /// Adds the negative logarithm of the density, without its constant, and its derivatives.
    func add(at logarithms: [Double], to value: inout Double, gradient: inout [Double]) {
        for index in logarithms.indices {
            let z = (logarithms[index] - means[index]) / deviations[index]
            value += 0.5 * z * z
            gradient[index] += z / deviations[index]
        }
    }
}
