import Locks

/// The hyperparameters of a history: fitted when it has grown by 5%.
///
/// A fit is a pure function of the first N trials, where N is a member of a fixed sequence. Every process that has the
/// history finds the same hyperparameters, whether or not it has seen the history grow.
final class HyperparameterFits: Sendable {
    /// The most trials between two fits.
    static let longestInterval = 64
    /// A larger set of observations is fitted from the optimum of a part of this size.
    private static let coarse = 100
    /// How many of the last fits are kept.
    private static let kept = 8

    /// Hyperparameters, and how well they explain the objective's values.
    struct Fit {
        let hyperparameters: GaussianProcessHyperparameters
        /// The logarithm of the density of the objective's values times that of the prior, without the constants that
        /// all fits of as many values have. A product with the slopes of the scale makes scales comparable.
        ///
        /// Source: Snelson, Rasmussen, Ghahramani, "Warped Gaussian processes", 2003, equation 6.
        let logDensity: Double
    }

    private let fits = Mutex<[(data: TrainingData, fit: Fit)]>([])

    /// The largest member of the sequence that is at most `count`: 4, 5, 6, ..., 40, 42, ...
    static func size(for count: Int) -> Int {
        var size = TrainingData.fewest
        while true {
            let next = size + min(max(size / 20, 1), longestInterval)
            guard next <= count else { return size }
            size = next
        }
    }

    func fit(of data: TrainingData, _ axes: ModelledAxes) -> Fit {
        if let known = fits.withLock({ $0.first { $0.data == data } }) { return known.fit }
        let fitted = Self.fit(data, axes)
        fits.withLock { fits in
            fits.append((data, fitted))
            if fits.count > Self.kept { fits.removeFirst() }
        }
        return fitted
    }

    /// The maximum a posteriori.
    private static func fit(_ data: TrainingData, _ axes: ModelledAxes) -> Fit {
        let prior = HyperparameterPrior(axes: axes.axes.count)
        let search = BoundedLBFGS(lower: prior.lower, upper: prior.upper)
        var start = prior.means
        if data.count >= 2 * coarse {
            let part = data.thinned(to: coarse)
            let posterior = HyperparameterPosterior(
                points: axes.coordinates(part.points), values: part.values, axes: axes.axisOfCoordinate)
            start = search.minimize(from: start, posterior.callAsFunction)
        }
        let posterior = HyperparameterPosterior(
            points: axes.coordinates(data.points), values: data.values, axes: axes.axisOfCoordinate)
        let found = search.minimize(from: start, posterior.callAsFunction)
        let negativeLogPosterior = posterior(found)?.value ?? .infinity
        return Fit(
            hyperparameters: GaussianProcessHyperparameters(logarithms: found),
            logDensity: data.logSlope - negativeLogPosterior)
    }
}
