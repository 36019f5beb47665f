/// The agreement of two rankings: 1 for equal ones, -1 for opposite ones. Tied values have their mean rank.
public enum RankCorrelation {
    /// Spearman's rho: the correlation of the ranks. Nil where all values of one side are equal.
    public static func spearman(_ one: [Double], _ other: [Double]) -> Double? {
        precondition(one.count == other.count)
        return spearmanOfRanks(ranks(one), ranks(other))
    }

    /// The same of ranks, as ``ranks(_:)`` gives them.
    static func spearmanOfRanks(_ x: [Double], _ y: [Double]) -> Double? {
        let middle = Double(x.count + 1) / 2
        var (products, squaresX, squaresY) = (0.0, 0.0, 0.0)
        for (a, b) in zip(x, y) {
            products += (a - middle) * (b - middle)
            squaresX += (a - middle) * (a - middle)
            squaresY += (b - middle) * (b - middle)
        }
        guard squaresX > 0, squaresY > 0 else { return nil }
        return max(-1, min(1, products / (squaresX * squaresY).squareRoot()))
    }

    /// Kendall's tau-b: the number of pairs in the same order less the number in opposite order, divided by the
    /// geometric mean of the numbers of pairs that each side does not tie. Nil where all values of one side are equal.
    ///
    /// Complexity: O(n log n), by Knight's method: a merge sort counts the exchanges.
    public static func kendall(_ one: [Double], _ other: [Double]) -> Double? {
        precondition(one.count == other.count)
        return kendallOfRanks(ranks(one), ranks(other))
    }

    /// The same of ranks, as ``ranks(_:)`` gives them.
    static func kendallOfRanks(_ x: [Double], _ y: [Double]) -> Double? {
        let order = x.indices.sorted { x[$0] == x[$1] ? y[$0] < y[$1] : x[$0] < x[$1] }
        let pairs = tied(order.count)
        let tiesX = tiedPairs(order.map { x[$0] })
        let tiesY = tiedPairs(y.sorted())
        var tiesBoth = 0
        var run = 0
        for index in order.indices {
            let continues =
                index > 0 && x[order[index]] == x[order[index - 1]] && y[order[index]] == y[order[index - 1]]
            run = continues ? run + 1 : 0
            tiesBoth += run
        }
        var sequence = order.map { y[$0] }
        let discordant = exchanges(&sequence)
        let untied = (pairs - tiesX, pairs - tiesY)
        guard untied.0 > 0, untied.1 > 0 else { return nil }
        let difference = pairs - tiesX - tiesY + tiesBoth - 2 * discordant
        return max(-1, min(1, Double(difference) / (Double(untied.0) * Double(untied.1)).squareRoot()))
    }

    /// Ranks from 1, ascending. Equal values have the mean of their ranks. NaN ranks last.
    static func ranks(_ values: [Double]) -> [Double] {
        let values = values.map { $0.isNaN ? .infinity : $0 }
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = Array(repeating: 0.0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for index in start..<end { ranks[order[index]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }

    /// The number of pairs among `count` values.
    private static func tied(_ count: Int) -> Int { count * (count - 1) / 2 }

    /// The number of pairs of equal values. In `sorted`, equal values are neighbours.
    private static func tiedPairs(_ sorted: [Double]) -> Int {
        var (pairs, run) = (0, 0)
        for index in sorted.indices.dropFirst() {
            run = sorted[index] == sorted[index - 1] ? run + 1 : 0
            pairs += run
        }
        return pairs
    }

    /// Sorts the values, and returns the number of pairs that were in descending order.
    private static func exchanges(_ values: inout [Double]) -> Int {
        var count = 0
        var width = 1
        var merged = values
        while width < values.count {
            for start in stride(from: 0, to: values.count, by: 2 * width) {
                let middle = min(start + width, values.count)
                let end = min(start + 2 * width, values.count)
                var (left, right) = (start, middle)
                for index in start..<end {
                    if left < middle, right >= end || values[left] <= values[right] {
                        merged[index] = values[left]
                        left += 1
                    } else {
                        merged[index] = values[right]
                        count += middle - left
                        right += 1
                    }
                }
            }
            swap(&values, &merged)
            width *= 2
        }
        return count
    }
}
