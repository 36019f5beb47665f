/// Moves labels apart that would lie over each other.
enum Spacing {
    /// The places nearest to `wished` (ascending; in the sense of least squares) of which neighbours are at least `gap`
    /// apart, and all within `range` if it has the room.
    static func apart(_ wished: [Double], gap: Double, in range: ClosedRange<Double>) -> [Double] {
        // Less `gap` for each one before it, places only have to ascend: neighbours that do not are pooled.
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
