/// The best value among the trials up to each trial number.
public enum BestSoFar {
    /// The trials that are better than every trial with a smaller number, in ascending order of number.
    ///
    /// - Parameters:
    ///   - values: the complete trials, in any order. Values that are not finite are skipped.
    ///   - direction: whether small or large values are better.
    public static func improvements(_ values: [Ranking.Entry], direction: Direction) -> [Ranking.Entry] {
        var improvements: [Ranking.Entry] = []
        for entry in values.sorted(by: { $0.number < $1.number }) where entry.value.isFinite {
            if let best = improvements.last, !direction.prefers(entry.value, to: best.value) { continue }
            improvements.append(entry)
        }
        return improvements
    }
}
