import CMatrixKernels

/// The prediction at 16 points, whose variances are computed step by step: each row of the forward substitution lowers
/// them, so they are upper bounds until the last row.
struct PredictionPanel: Sendable {
    /// `[observation][column]`: covariances; the first ``solved`` rows are those of L⁻¹ times the covariances.
    private(set) var columns: [Double]
    private(set) var solved = 0
    /// `[column]`.
    private(set) var means = [Double](repeating: 0, count: Panel.width)
    /// `[column]`: the variance given the first ``solved`` observations.
    private(set) var rest = [Double](repeating: 0, count: Panel.width)

    /// - Parameter capacity: the number of observations.
    init(capacity: Int) {
        columns = [Double](repeating: 0, count: capacity * Panel.width)
    }

    /// Begins with the points `first ..< first + 16`, or fewer at the end.
    ///
    /// - Parameter points: `[point][coordinate]`, divided by the lengthscales.
    mutating func begin(_ points: [Double], first: Int, _ process: GaussianProcess) {
        matrix_matern(
            process.points, process.count, process.dimension,
            Panel.gather(points, dimension: process.dimension, first: first), process.signalVariance, &columns)
        solved = 0
        for column in 0..<Panel.width { (means[column], rest[column]) = (0, process.signalVariance) }
        matrix_weighted_sum(process.weights, process.count, columns, &means)
    }

    /// Goes on to the first `end` observations.
    mutating func solve(to end: Int, _ process: GaussianProcess) {
        matrix_solve(process.factor.values, 0, solved, end, &columns)
        matrix_subtract_squares(columns, solved, end, &rest)
        solved = end
    }

    /// Takes over a column of another panel that is as far.
    mutating func copy(_ source: Int, of other: PredictionPanel, to target: Int) {
        solved = other.solved
        means[target] = other.means[source]
        rest[target] = other.rest[source]
        let width = Panel.width
        columns.withUnsafeMutableBufferPointer { columns in
            other.columns.withUnsafeBufferPointer { others in
                for row in 0..<columns.count / width {
                    columns[row * width + target] = others[row * width + source]
                }
            }
        }
    }
}
