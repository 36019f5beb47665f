/// How the ranking that trials would have had, had they ended at a step, relates to their final one.
public struct RankStability: Sendable, Hashable {
    /// Spearman's rho with the final ranking; nil where all trials are equal.
    public let spearman: Double?
    /// Kendall's tau-b with the final ranking.
    public let kendall: Double?
    /// Of the final best so many, how many are among the best so many at this step; `[top]`.
    public let kept: [Int]

    /// - Parameters:
    ///   - values: `[trial][step]`, what each trial's value would be, had it ended at that step.
    ///   - final: `[trial]`, the trials' values.
    ///   - tops: how many of the best to look at.
    /// - Returns: one for each step.
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

    /// The indices of the best so many, equal values by index. What is not a number is never among them before numbers.
    private static func best(_ count: Int, _ values: [Double], _ direction: Direction) -> ArraySlice<Int> {
        let worst = direction == .minimize ? Double.infinity : -.infinity
        let values = values.map { $0.isNaN ? worst : $0 }
        return values.indices.sorted {
            values[$0] == values[$1] ? $0 < $1 : direction.prefers(values[$0], to: values[$1])
        }.prefix(count)
    }
}
