/// The best value found so far, against the trial's number.
public enum BestSoFar {
    /// The trials that were better than all with a smaller number, ascending.
    ///
    /// - Parameter values: of complete trials, in any order.
    public static func improvements(_ values: [Ranking.Entry], direction: Direction) -> [Ranking.Entry] {
        var improvements: [Ranking.Entry] = []
        for entry in values.sorted(by: { $0.number < $1.number }) where entry.value.isFinite {
            if let best = improvements.last, !direction.prefers(entry.value, to: best.value) { continue }
            improvements.append(entry)
        }
        return improvements
    }
}
