/// Hansen's constants of an evolution strategy with covariance matrix adaptation.
///
/// Source: N. Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772, table 1 and equations 49 to 58.
struct EvolutionConstants: Sendable, Hashable {
    /// Whether the worse half of a population shrinks the covariance in its directions.
    enum Recombination: Sendable, Hashable {
        /// Only the better half counts.
        case positive
        /// The worse half counts with negative weights (equations 50 to 53).
        case active
    }

    let dimension: Int
    /// The number of points in a population, lambda.
    let population: Int
    /// The number of best points that make the next mean, mu.
    let parents: Int
    /// `[rank]`, the best first; those of the parents are positive and have the sum 1.
    let weights: [Double]
    /// The variance-effective number of parents.
    let effectiveParents: Double
    /// c_sigma and d_sigma.
    let stepPathRate: Double
    let stepDamping: Double
    /// c_c, c_1 and c_mu.
    let covariancePathRate: Double
    let rankOneRate: Double
    let rankMuRate: Double
    /// An approximation of the expected length of a standard normal vector.
    let normalLength: Double

    /// 4 + 3 ln d.
    static func defaultPopulation(dimension: Int) -> Int { 4 + Int(3 * PortableMath.log(Double(dimension))) }

    /// - Precondition: `dimension` is at least 1, `population` at least 4.
    init(dimension: Int, population: Int, recombination: Recombination) {
        precondition(dimension >= 1 && population >= 4, "a population has at least 4 points of 1 dimension")
        (self.dimension, self.population, parents) = (dimension, population, population / 2)
        let (d, middle) = (Double(dimension), PortableMath.log((Double(population) + 1) / 2))
        let raw = (1...population).map { middle - PortableMath.log(Double($0)) }
        let (best, worst) = (raw.prefix(parents), raw.dropFirst(parents))
        let effective = Self.effectiveCount(best)
        effectiveParents = effective
        stepPathRate = (effective + 2) / (d + effective + 5)
        stepDamping = 1 + 2 * max(0, ((effective - 1) / (d + 1)).squareRoot() - 1) + stepPathRate
        covariancePathRate = (4 + effective / d) / (d + 4 + 2 * effective / d)
        let one = 2 / ((d + 1.3) * (d + 1.3) + effective)
        let mu = min(1 - one, 2 * (effective - 2 + 1 / effective) / ((d + 2) * (d + 2) + effective))
        (rankOneRate, rankMuRate) = (one, mu)
        normalLength = d.squareRoot() * (1 - 1 / (4 * d) + 1 / (21 * d * d))
        // The sum of the negative weights' magnitudes keeps the covariance positive definite.
        let magnitude = min(
            1 + one / mu, 1 + 2 * Self.effectiveCount(worst) / (effective + 2), (1 - one - mu) / (d * mu))
        let positive = best.reduce(0, +)
        // With an odd population, the middle point has the weight 0.
        let negative = worst.reduce(0) { $0 + min($1, 0) }
        weights = raw.enumerated().map { rank, weight in
            if rank < population / 2 { return weight / positive }
            return recombination == .active ? -magnitude * min(weight, 0) / negative : 0
        }
    }

    /// The square of the sum over the sum of squares.
    private static func effectiveCount(_ weights: ArraySlice<Double>) -> Double {
        let sum = weights.reduce(0, +)
        return sum * sum / weights.reduce(0) { $0 + $1 * $1 }
    }
}
