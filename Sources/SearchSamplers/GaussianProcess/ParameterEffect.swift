import CMatrixKernels
import HyperparameterSearch
import Randomness

/// The effect of one parameter on the objective, as a sampler's model sees it: the mean over all other parameters.
public struct ParameterEffect: Sendable, Hashable {
    /// The parameter.
    public let parameter: Parameter
    /// `[place]`: values of the parameter from one end of its range to the other; all values of a list.
    public let values: [ParameterValue]
    /// `[place]`: the posterior mean.
    public let means: [Double]
    /// `[place]`: the posterior standard deviation of that mean.
    public let deviations: [Double]
}

/// What a Gaussian process sampler knows of the objective at some time of a search.
public struct GaussianProcessView: Sendable, Hashable {
    /// Whether the means and deviations of ``effects`` are of the natural logarithm of the objective's value; else they
    /// are of the value itself.
    public let isLogarithm: Bool
    /// In the space's order; parameters with one value are left out.
    public let effects: [ParameterEffect]
    /// The trials that the model would look at next.
    public let next: [Proposal]
}

extension GaussianProcessSampler {
    /// What the sampler knows.
    ///
    /// - Parameters:
    ///   - knowledge: what the sampler has learned.
    ///   - places: how many values of a range are looked at.
    ///   - count: how many of the next trials.
    /// - Returns: nil where there are too few trials for a model, or all have the same value.
    public func view(
        of knowledge: GaussianProcessKnowledge, places: Int = 41, next count: Int = 8
    ) -> GaussianProcessView? {
        guard var model = model(of: knowledge) else { return nil }
        let sign: Double = direction == .maximize ? -1 : 1
        let effects = axes.axes.indices.map { model.effect(ofAxis: $0, places: places, sign: sign) }
        var taken = TakenPoints(cube, knowledge.points)
        let next = (0..<count).map { index in
            var candidates = CandidatePoints(axes, seed: seed, number: knowledge.count + index)
            return model.next(&candidates, &taken)
        }
        return GaussianProcessView(isLogarithm: model.data.scale == .logarithm, effects: effects, next: next)
    }
}

extension SearchModel {
    /// The other axes are at 256 points of a Sobol sequence.
    private static let others = 256

    /// - Parameter sign: -1 where the modelled value is the negative of the objective's.
    func effect(ofAxis axis: Int, places count: Int, sign: Double) -> ParameterEffect {
        let modelled = axes.axes[axis]
        let count = modelled.axis.cells.map { modelled.isCategorical ? $0 : min($0, max(count, 2)) } ?? max(count, 2)
        // Cells at their middles, ranges from end to end.
        let places = (0..<count).map { place in
            switch modelled.axis.cells {
            case nil: Double(place) / Double(count - 1)
            case count?: modelled.axis.coordinate(ofCell: place)
            default: modelled.snapped((Double(place) + 0.5) / Double(count))
            }
        }
        let sobol = SobolSequence(dimension: data.dimension, seed: nil)
        var others = (0..<Self.others).map { index in
            zip(axes.axes, sobol.point(index)).map { $0.snapped($1) }
        }
        var (means, deviations) = ([Double](), [Double]())
        for place in places {
            for index in others.indices { others[index][axis] = place }
            let (mean, variance) = process.average(at: axes.coordinates(others.joined()))
            means.append(sign * (data.mean + data.deviation * mean))
            deviations.append(data.deviation * variance.squareRoot())
        }
        return ParameterEffect(
            parameter: modelled.axis.parameter,
            values: places.map { modelled.axis.value(at: $0, significantDigits: nil) }, means: means,
            deviations: deviations)
    }
}

extension GaussianProcess {
    /// The posterior mean and variance of the mean of the process over points.
    ///
    /// - Parameter points: `[point][coordinate]`.
    func average(at points: [Double]) -> (mean: Double, variance: Double) {
        let scaled = scaled(points)
        let asked = scaled.count / dimension
        // The mean covariance with each observation, and of the points with each other.
        var shared = [Double](repeating: 0, count: count)
        var prior = 0.0
        var covariances = [Double](repeating: 0, count: max(count, asked) * Panel.width)
        for first in stride(from: 0, to: asked, by: Panel.width) {
            let panel = Panel.gather(scaled, dimension: dimension, first: first)
            let columns = 0..<min(Panel.width, asked - first)
            matrix_matern(self.points, count, dimension, panel, signalVariance, &covariances)
            for row in 0..<count { for column in columns { shared[row] += covariances[row * Panel.width + column] } }
            matrix_matern(scaled, asked, dimension, panel, signalVariance, &covariances)
            for row in 0..<asked { for column in columns { prior += covariances[row * Panel.width + column] } }
        }
        for row in 0..<count { shared[row] /= Double(asked) }
        let solved = factor.solve(shared)
        let mean = zip(shared, weights).reduce(0) { $0 + $1.0 * $1.1 }
        let variance = solved.reduce(prior / Double(asked * asked)) { $0 - $1 * $1 }
        return (mean, max(variance, 1e-12))
    }
}
