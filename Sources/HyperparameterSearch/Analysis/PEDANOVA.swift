/// How much each parameter matters, by PED-ANOVA (Watanabe, Bansal, Hutter: PED-ANOVA, IJCAI 2023, section 4).
///
/// A parameter matters as much as its values among the best trials differ from its values among all: by the Pearson
/// divergence sum over cells of p (q/p - 1)^2, where p is the share of all trials that lie in a cell of the parameter's
/// values, and q the share of the best. Both densities are histograms, where the paper has kernel estimates: cells hold
/// equally many trials (each category, and each value of a parameter with few, is a cell of its own), so that nothing
/// depends on how a parameter's or the objective's scale is bent. What chance alone would give a parameter that does
/// not matter is known exactly then, and is taken off.
public struct PEDANOVA: Sendable, Hashable {
    /// The part of the trials that counts as the best.
    public var best: Double
    /// The part of the trials, by rank, that they are compared with; 1 for all.
    public var region: Double
    /// The most cells.
    public var mostCells = 20
    /// How many of the best there are at least to a cell.
    public var bestPerCell = 5

    /// The fewest complete trials from which importance can be told.
    public static let fewestTrials = 50

    /// - Parameters:
    ///   - best: above 0 and below `region`.
    ///   - region: at most 1.
    public init(best: Double = 0.1, region: Double = 1) {
        precondition(0 < best && best < region && region <= 1)
        self.best = best
        self.region = region
    }

    /// The importance of each column, in their order; shares add up to 1 unless all are 0.
    ///
    /// - Parameter values: `[trial]`, finite, as many as each column has.
    /// - Throws: ``AnalysisError/tooFewTrials(_:needed:)``.
    public func importances(
        of columns: [ParameterColumn], values: [Double], direction: Direction
    ) throws(AnalysisError) -> [ParameterImportance] {
        precondition(columns.allSatisfy { $0.places.count == values.count })
        guard values.count >= Self.fewestTrials else {
            throw .tooFewTrials(values.count, needed: Self.fewestTrials)
        }
        let all = Self.membership(region, values, direction)
        let chosen = Self.membership(best, values, direction)
        let divergences = columns.map { divergence(of: $0, all: all, chosen: chosen) }
        let sum = divergences.reduce(0) { $0 + $1.beyondChance }
        return zip(columns, divergences).map { column, divergence in
            ParameterImportance(
                name: column.name, divergence: divergence.found, chance: divergence.chance,
                isBeyondChance: divergence.isBeyondChance,
                share: sum > 0 ? divergence.beyondChance / sum : 0)
        }
    }

    private func divergence(of column: ParameterColumn, all: [Double], chosen: [Double]) -> Divergence {
        let members = all.indices.filter { all[$0] > 0 }
        let (allSum, chosenSum) = (all.reduce(0, +), chosen.reduce(0, +))
        let cells = Cells.indices(of: column.selecting(members), most: cellCount(chosen: chosenSum))
        var (p, q): ([Double], [Double]) = ([], [])
        for (trial, cell) in zip(members, cells) {
            while p.count <= cell { (p, q) = (p + [0], q + [0]) }
            p[cell] += all[trial] / allSum
            q[cell] += chosen[trial] / chosenSum
        }
        let found = zip(p, q).reduce(0) { sum, cell in
            cell.0 > 0 ? sum + cell.0 * (cell.1 / cell.0 - 1) * (cell.1 / cell.0 - 1) : sum
        }
        return Divergence(
            found: found, degreesOfFreedom: p.count(where: { $0 > 0 }) - 1, chosen: chosenSum, of: allSum)
    }

    private func cellCount(chosen: Double) -> Int {
        max(2, min(mostCells, Int(chosen) / bestPerCell))
    }

    /// `[trial]`: 1 for the best `part` of the trials and 0 for the others. Trials that tie for the last places share
    /// them, since which of them has the smaller number says nothing.
    static func membership(_ part: Double, _ values: [Double], _ direction: Direction) -> [Double] {
        let count = max(1, Int((part * Double(values.count)).rounded()))
        guard count < values.count else { return Array(repeating: 1, count: values.count) }
        let last = values.sorted { direction.prefers($0, to: $1) }[count - 1]
        let better = values.count { direction.prefers($0, to: last) }
        let tied = values.count { $0 == last }
        return values.map { value in
            value == last
                ? Double(count - better) / Double(tied) : direction.prefers(value, to: last) ? 1 : 0
        }
    }
}
