import HyperparameterSearch

/// The observations that a Gaussian process models, the best first.
struct TrainingData: Sendable, Hashable {
    /// The most observations. Of a longer history it has the best half and the newest half of them.
    static let most = 300
    /// Fewer observations are not modelled.
    static let fewest = 4

    /// `[point][axis]`, places in the cube.
    let points: [Double]
    /// `[point]`: standardized values, or their logarithms.
    let values: [Double]
    /// Whether the logarithm of the objective's value is modelled.
    let isLogarithm: Bool
    /// The mean and the standard deviation of the modelled values.
    let mean: Double
    let deviation: Double
    /// The number of axes.
    let dimension: Int

    var count: Int { values.count }

    /// The observations below a number. Of values that are all positive and minimized it takes the logarithms.
    ///
    /// A failed trial has the worst value of all.
    ///
    /// - Returns: nil where there are too few observations, or all values are equal.
    init?(_ observations: [Observation], below end: Int, dimension: Int, direction: Direction) {
        var chosen = observations.filter { $0.number < end && $0.point.whole != nil }
        chosen.sort(by: Observation.isBetter)
        if end > Self.most {
            let best = Set(chosen.lazy.filter(\.isComplete).prefix(Self.most / 2).map(\.number))
            chosen.removeAll { $0.number < end - Self.most / 2 && !best.contains($0.number) }
        }
        let finite = chosen.compactMap(\.value)
        guard chosen.count >= Self.fewest, let worst = finite.last, let first = finite.first, first < worst else {
            return nil
        }
        isLogarithm = direction == .minimize && first > 0
        let isLogarithm = isLogarithm
        let modelled = chosen.map { isLogarithm ? PortableMath.log($0.value ?? worst) : $0.value ?? worst }
        let mean = modelled.reduce(0, +) / Double(modelled.count)
        let variance = modelled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(modelled.count)
        guard variance > 0, variance.isFinite else { return nil }
        let deviation = variance.squareRoot()
        (self.mean, self.deviation, self.dimension) = (mean, deviation, dimension)
        values = modelled.map { ($0 - mean) / deviation }
        points = chosen.flatMap { $0.point.compactMap(\.self) }
    }

    /// Every n-th observation, about `count` of them.
    func thinned(to count: Int) -> (points: [Double], values: [Double]) {
        let kept = (0..<count).map { $0 * self.count / count }
        return (kept.flatMap { points[$0 * dimension..<($0 + 1) * dimension] }, kept.map { values[$0] })
    }
}
