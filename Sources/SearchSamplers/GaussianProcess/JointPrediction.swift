import CMatrixKernels

extension GaussianProcess {
    /// The posterior means and the joint posterior covariance, without noise.
    func jointPrediction(at points: [Double]) -> (means: [Double], covariance: SymmetricPanels) {
        let scaled = scaled(points)
        let asked = scaled.count / dimension
        let width = Panel.width
        var means: [Double] = []
        var solved: [[Double]] = []
        for first in stride(from: 0, to: asked, by: width) {
            var panel = PredictionPanel(capacity: count)
            panel.begin(scaled, first: first, self)
            panel.solve(to: count, self)
            means += panel.means[..<min(width, asked - first)]
            solved.append(panel.columns)
        }
        // [panel of columns][row from the panel's first on][column].
        var panels: [[Double]] = []
        var block = [Double](repeating: 0, count: width * width)
        for (index, right) in solved.enumerated() {
            let first = index * width
            var prior = [Double](repeating: 0, count: (asked - first) * width)
            scaled.withUnsafeBufferPointer {
                matrix_matern(
                    $0.baseAddress! + first * dimension, asked - first, dimension,
                    Panel.gather(scaled, dimension: dimension, first: first), signalVariance, &prior)
            }
            for (other, left) in solved.enumerated().dropFirst(index) {
                matrix_products(left, right, 0, count, &block)
                let offset = (other - index) * width * width
                for place in 0..<min(width * width, prior.count - offset) { prior[offset + place] -= block[place] }
            }
            panels.append(prior)
        }
        return (means, SymmetricPanels(panels: panels, count: asked))
    }
}

/// The lower half of a symmetric matrix, in panels of 16 columns.
struct SymmetricPanels: Sendable {
    /// `[panel][row from the panel's first column on][column]`.
    let panels: [[Double]]
    /// The number of rows.
    let count: Int

    /// An element on or below the diagonal.
    subscript(row: Int, column: Int) -> Double {
        let panel = column / Panel.width
        return panels[panel][(row - panel * Panel.width) * Panel.width + column % Panel.width]
    }

    /// The Cholesky factor of the matrix with a jitter on its diagonal; nil where it is not positive definite.
    func cholesky(jitter: Double = 1e-6) -> PackedTriangle? {
        BlockCholesky.factor(count: count, diagonal: jitter) { start, end, rows in
            for j in 0..<end {
                for row in start..<end {
                    rows[j * Panel.width + row - start] = j <= row ? self[row, j] : 0
                }
            }
        }
    }
}
