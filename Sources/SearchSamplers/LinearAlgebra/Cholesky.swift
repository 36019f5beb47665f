import CMatrixKernels

/// The Cholesky factorization of a symmetric matrix, 16 rows at a time: the part of the rows left of their diagonal
/// block is a forward substitution with 16 right sides.
enum BlockCholesky {
    /// The factor L, L Lᵀ = A + diagonal I. Nil where the matrix is not positive definite in floating point.
    ///
    /// - Parameter fill: writes the elements (start ..< end, 0 ..< end) of A on and below the diagonal, transposed:
    ///   `[column][row - start]`, 16 to a column.
    static func factor(
        count: Int, diagonal: Double, fill: (_ start: Int, _ end: Int, _ rows: UnsafeMutablePointer<Double>) -> Void
    ) -> PackedTriangle? {
        var isDefinite = true
        let values = [Double](unsafeUninitializedCapacity: PackedTriangle.start(ofRow: count)) { lower, size in
            size = PackedTriangle.start(ofRow: count)
            lower.initialize(repeating: 0)
            guard let lower = lower.baseAddress else { return }
            var block = [Double](repeating: 0, count: Panel.width * Panel.width)
            var rows = [Double](repeating: 0, count: count * Panel.width)
            for start in stride(from: 0, to: count, by: Panel.width) where isDefinite {
                let end = min(start + Panel.width, count)
                rows.withUnsafeMutableBufferPointer { fill(start, end, $0.baseAddress!) }
                matrix_solve(lower, 0, 0, start, &rows)
                matrix_products(rows, rows, 0, start, &block)
                isDefinite = finish(start..<end, lower, rows: rows, block: block, diagonal: diagonal)
            }
        }
        return isDefinite ? PackedTriangle(values, count: count) : nil
    }

    /// Writes rows of the factor.
    ///
    /// - Parameters:
    ///   - rows: the solved part left of the block, then the block of A: `[column][row]`.
    ///   - block: to subtract from the block of A.
    private static func finish(
        _ range: Range<Int>, _ lower: UnsafeMutablePointer<Double>, rows: [Double], block: [Double], diagonal: Double
    ) -> Bool {
        let (start, width) = (range.lowerBound, Panel.width)
        for row in range {
            let column = row - start
            let target = lower + PackedTriangle.start(ofRow: row)
            for j in 0..<start { target[j] = rows[j * width + column] }
            for j in start...row {
                let other = lower + PackedTriangle.start(ofRow: j)
                var sum = rows[j * width + column] - block[column * width + j - start]
                if j == row { sum += diagonal }
                for k in start..<j { sum -= target[k] * other[k] }
                if j == row, !(sum > 0) { return false }
                target[j] = j == row ? sum.squareRoot() : sum / other[j]
            }
        }
        return true
    }
}

/// The covariance of a Gaussian process at scaled points: Matern 5/2 with a signal variance, and noise at each point.
struct MaternCovariance {
    /// `[point][coordinate]`, divided by the lengthscales.
    let points: [Double]
    let dimension: Int
    let signalVariance: Double
    /// Added to the diagonal.
    let noiseVariance: Double

    /// The Cholesky factor; nil where the covariance matrix is not positive definite in floating point.
    func cholesky() -> PackedTriangle? {
        BlockCholesky.factor(count: points.count / dimension, diagonal: noiseVariance) { start, end, rows in
            matrix_matern(
                points, end, dimension, Panel.gather(points, dimension: dimension, first: start), signalVariance, rows)
        }
    }
}
