/// Parameter importance by PED-ANOVA (Watanabe, Bansal, Hutter: PED-ANOVA, IJCAI 2023, section 4).
///
/// A parameter is important where its values among the best trials differ from its values among all trials. The measure
/// is the Pearson divergence: the sum over cells of p (q/p - 1)^2, where p is the share of all trials in a cell of the
/// parameter's values, and q the share of the best trials. The paper estimates both densities with kernels; here both
/// are histograms. The cells have equal counts of trials, as far as ties allow; each category, and each value of a
/// parameter with few values, is a cell of its own. The result therefore does not change under a monotone
/// transformation of a parameter or of the objective. The divergence that a parameter without effect has by chance is
/// then known exactly, and is subtracted.
public struct PEDANOVA: Sendable, Hashable {
    /// The fraction of the trials that counts as the best.
    public var best: Double
    /// The fraction of the trials, best first, that the best are compared with; 1 for all.
    public var region: Double
    /// The largest number of cells.
    public var mostCells = 20
    /// The least number of best trials per cell, on average.
    public var bestPerCell = 5

    /// The least number of complete trials that an importance can be computed from.
    public static let fewestTrials = 50

    /// - Parameters:
    ///   - best: above 0 and below `region`.
    ///   - region: at most 1.
    public init(best: Double = 0.1, region: Double = 1) {
        precondition(0 < best && best < region && region <= 1)
        self.best = best
        self.region = region
    }

    /// The importance of each column, in the order of the columns. The shares add up to 1 unless all are 0.
    ///
    /// - Parameters:
    ///   - columns: the parameters, each with a value for each trial.
    ///   - values: `[trial]`, finite; as long as each column.
    ///   - direction: whether small or large values are better.
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
        let cells = Self.cells(of: column.selecting(members), most: cellCount(chosen: chosenSum))
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

    /// `[trial]`: the index of the histogram cell that holds each trial.
    ///
    /// Each category is a cell. Each distinct number is a cell where there are at most `most` of them. Otherwise the
    /// numbers are divided into `most` cells of as equal counts as possible; equal numbers stay in one cell. The result
    /// depends only on the order of the numbers.
    private static func cells(of column: ParameterColumn, most: Int) -> [Int] {
        let numbers: [Double]
        switch column.values {
        case .categories(let indices, _): return indices
        case .numbers(let values): numbers = values
        }
        let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        // Ranges of `order` whose numbers are equal.
        var groups: [Range<Int>] = []
        for index in order.indices {
            if let last = groups.last, numbers[order[index]] == numbers[order[last.lowerBound]] {
                groups[groups.count - 1] = last.lowerBound..<index + 1
            } else {
                groups.append(index..<index + 1)
            }
        }
        var cells = Array(repeating: 0, count: numbers.count)
        for (groupIndex, group) in groups.enumerated() {
            // The middle of a group decides on the cell of all its trials.
            let cell =
                groups.count <= most ? groupIndex : (group.lowerBound + group.upperBound) * most / (2 * order.count)
            for index in group { cells[order[index]] = cell }
        }
        return cells
    }

    /// `[trial]`: 1 for the best `part` of the trials and 0 for the others. Trials that tie for the last ranks have
    /// equal fractions, because their numbers say nothing about them.
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
