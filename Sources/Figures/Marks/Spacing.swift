/// Moves labels apart that would overlap.
enum Spacing {
    /// The positions nearest to `wished` by least squares, such that neighbours are at least `gap` apart and, if there
    /// is room, all lie within `range`.
    ///
    /// - Parameter wished: ascending.
    static func apart(_ wished: [Double], gap: Double, in range: ClosedRange<Double>) -> [Double] {
        // With `gap` subtracted once for each earlier label, positions only need to ascend. Neighbours that do not are
        // pooled.
        var pools: [(sum: Double, count: Int)] = []
        for (index, place) in wished.enumerated() {
            pools.append((place - Double(index) * gap, 1))
            while pools.count > 1, mean(pools[pools.count - 2]) > mean(pools[pools.count - 1]) {
                let last = pools.removeLast()
                pools[pools.count - 1].sum += last.sum
                pools[pools.count - 1].count += last.count
            }
        }
        let highest = max(range.lowerBound, range.upperBound - Double(wished.count - 1) * gap)
        return pools.flatMap { pool in
            repeatElement(min(highest, max(range.lowerBound, mean(pool))), count: pool.count)
        }.enumerated().map { $1 + Double($0) * gap }
    }

    private static func mean(_ pool: (sum: Double, count: Int)) -> Double {
        pool.sum / Double(pool.count)
    }
}
