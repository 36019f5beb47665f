/// The agreement of the ranking of trials at a step with their final ranking.
public struct RankStability: Sendable, Hashable {
    /// Spearman's rho with the final ranking; nil where all values are equal.
    public let spearman: Double?
    /// Kendall's tau-b with the final ranking; nil where all values are equal.
    public let kendall: Double?
    /// `[k]`: how many of the final top k are in the top k at this step.
    public let kept: [Int]

    /// - Parameters:
    ///   - values: `[trial][step]`, the value of each trial if it ended at that step.
    ///   - final: `[trial]`, the final values.
    ///   - direction: whether small or large values are better.
    ///   - tops: the sizes k of the top lists that are compared.
    /// - Returns: one element for each step.
    public static func steps(
        _ values: [[Double]], final: [Double], direction: Direction, tops: [Int]
    ) -> [RankStability] {
        precondition(values.count == final.count)
        let steps = values.map(\.count).min() ?? 0
        let finalRanks = RankCorrelation.ranks(final)
        let best = tops.map { Set(Self.best($0, final, direction)) }
        return (0..<steps).map { step in
            let now = values.map { $0[step] }
            let ranks = RankCorrelation.ranks(now)
            return RankStability(
                spearman: RankCorrelation.spearmanOfRanks(ranks, finalRanks),
                kendall: RankCorrelation.kendallOfRanks(ranks, finalRanks),
                kept: zip(tops, best).map { count, best in
                    Self.best(count, now, direction).count(where: best.contains)
                })
        }
    }

    /// The indices of the `count` best values, best first; equal values in order of index. NaN counts as the worst
    /// value.
    private static func best(_ count: Int, _ values: [Double], _ direction: Direction) -> ArraySlice<Int> {
        let worst = direction == .minimize ? Double.infinity : -.infinity
        let values = values.map { $0.isNaN ? worst : $0 }
        return values.indices.sorted {
            values[$0] == values[$1] ? $0 < $1 : direction.prefers(values[$0], to: values[$1])
        }.prefix(count)
    }
}
