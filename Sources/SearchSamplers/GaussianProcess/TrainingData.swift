import HyperparameterSearch

/// What a Gaussian process models of an objective's values.
enum ValueScale: Sendable, Hashable, CaseIterable {
    case logarithm, value
}

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
    /// What is modelled of the objective's values.
    let scale: ValueScale
    /// The mean and the standard deviation of the modelled values.
    let mean: Double
    let deviation: Double
    /// The logarithm of the modelled values' derivatives by the objective's values: their product over all points.
    let logSlope: Double
    /// The number of axes.
    let dimension: Int

    var count: Int { values.count }

    /// The observations below a number.
    ///
    /// A failed trial has the worst value of all.
    ///
    /// - Returns: nil where there are too few observations, or all values are equal, or one has no logarithm that is
    ///   asked for. A value that is maximized has none, so that effects have the objective's sign.
    init?(
        _ observations: [Observation], below end: Int, dimension: Int, direction: Direction, scale: ValueScale
    ) {
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
        guard scale == .value || direction == .minimize && first > 0 else { return nil }
        let modelled = chosen.map { observation in
            let value = observation.value ?? worst
            return scale == .logarithm ? PortableMath.log(value) : value
        }
        let mean = modelled.reduce(0, +) / Double(modelled.count)
        let variance = modelled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(modelled.count)
        guard variance > 0, variance.isFinite else { return nil }
        let deviation = variance.squareRoot()
        (self.scale, self.mean, self.deviation, self.dimension) = (scale, mean, deviation, dimension)
        let logSlopes = scale == .logarithm ? -modelled.reduce(0, +) : 0
        logSlope = logSlopes - Double(modelled.count) * PortableMath.log(deviation)
        values = modelled.map { ($0 - mean) / deviation }
        points = chosen.flatMap { $0.point.compactMap(\.self) }
    }

    /// Every n-th observation, about `count` of them.
    func thinned(to count: Int) -> (points: [Double], values: [Double]) {
        let kept = (0..<count).map { $0 * self.count / count }
        return (kept.flatMap { points[$0 * dimension..<($0 + 1) * dimension] }, kept.map { values[$0] })
    }
}
