/// The margin of ordered axes: every axis keeps a probability of at least 1 / (d lambda) of leaving the cell that the
/// mean lies in. Without it, a step size below the width of a cell would never change the value again.
///
/// Source: R. Hamano, S. Saito, M. Nomura, S. Shirakawa, "CMA-ES with margin", GECCO 2022, section 4.2. Simplified: where a
/// move of the mean suffices, the deviation stays; where the cell is too wide for that, the mean takes its middle and
/// the deviation grows. The covariance itself is stretched, in place of a matrix beside it.
struct Margin: Sendable {
    /// `[axis]`: the number of cells; nil for real numbers.
    let cells: [Int?]
    /// `[axis]`: the cells of whole numbers on a log scale, which are not equally wide; may be empty.
    var logCells: [LogCells?] = []

    func keep(in distribution: inout CovarianceMatrixAdaptation) {
        let least = 1 / Double(distribution.constants.dimension * distribution.constants.population)
        // In units of the deviation: the largest distance of a border that is crossed with these probabilities.
        let oneSided = -PortableMath.normalQuantile(least)
        let twoSided = -PortableMath.normalQuantile(least / 2)
        var factors = [Double](repeating: 1, count: cells.count)
        for (axis, count) in cells.enumerated() {
            guard let count else { continue }
            let deviation = distribution.deviation(axis)
            let mean = distribution.mean[axis]
            var width = 1 / Double(count)
            var cell = min(max((mean * Double(count)).rounded(.down), 0), Double(count - 1))
            var (lower, upper) = (cell * width, (cell + 1) * width)
            if logCells.indices.contains(axis), let uneven = logCells[axis] {
                let index = uneven.cell(at: mean)
                (lower, upper) = (uneven.edge(of: index), uneven.edge(of: index + 1))
                (cell, width) = (Double(index), upper - lower)
            }
            if cell == 0 {
                distribution.mean[axis] = max(mean, upper - oneSided * deviation)
            } else if cell == Double(count - 1) {
                distribution.mean[axis] = min(mean, lower + oneSided * deviation)
            } else if width <= 2 * twoSided * deviation {
                distribution.mean[axis] = min(max(mean, upper - twoSided * deviation), lower + twoSided * deviation)
            } else {
                distribution.mean[axis] = (lower + upper) / 2
                factors[axis] = width / (2 * twoSided * deviation)
            }
        }
        if factors.contains(where: { $0 != 1 }) { distribution.stretch(factors) }
    }
}
