/// The eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations: additions, multiplications,
/// divisions and square roots in a fixed order.
///
/// Source: G. H. Golub and C. F. Van Loan, "Matrix Computations", section 8.5.
struct SymmetricEigen: Sendable {
    /// `[column]`, in no order.
    private(set) var values: [Double]
    /// `[row * n + column]`: each column is the eigenvector of its value; they are orthonormal.
    private(set) var vectors: [Double]

    private static let mostSweeps = 60
    /// An element is taken for 0 below this fraction of the geometric mean of its two diagonal elements.
    private static let tolerance = 1e-15

    /// - Parameter matrix: `[row * n + column]`; only the lower triangle is read.
    init(_ matrix: [Double], dimension n: Int) {
        var a = matrix
        for row in 0..<n {
            for column in row + 1..<max(n, row + 1) { a[row * n + column] = a[column * n + row] }
        }
        vectors = [Double](repeating: 0, count: n * n)
        for index in 0..<n { vectors[index * n + index] = 1 }
        for _ in 0..<Self.mostSweeps {
            var hasRotated = false
            for p in 0..<n {
                for q in p + 1..<max(n, p + 1) {
                    let limit = Self.tolerance * (abs(a[p * n + p]) * abs(a[q * n + q])).squareRoot()
                    guard abs(a[p * n + q]) > limit else { continue }
                    hasRotated = true
                    Self.rotate(&a, &vectors, p, q, n)
                }
            }
            guard hasRotated else { break }
        }
        values = (0..<n).map { a[$0 * n + $0] }
    }

    /// Rotates the plane (p, q) such that element (p, q) becomes 0.
    private static func rotate(_ a: inout [Double], _ vectors: inout [Double], _ p: Int, _ q: Int, _ n: Int) {
        let theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
        // The smaller of the two roots of t^2 + 2 theta t = 1. A huge theta squared is infinite, and t is 0.
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<n {
            let (left, right) = (a[k * n + p], a[k * n + q])
            a[k * n + p] = c * left - s * right
            a[k * n + q] = s * left + c * right
        }
        for k in 0..<n {
            let (upper, lower) = (a[p * n + k], a[q * n + k])
            a[p * n + k] = c * upper - s * lower
            a[q * n + k] = s * upper + c * lower
        }
        a[p * n + q] = 0
        a[q * n + p] = 0
        for k in 0..<n {
            let (left, right) = (vectors[k * n + p], vectors[k * n + q])
            vectors[k * n + p] = c * left - s * right
            vectors[k * n + q] = s * left + c * right
        }
    }
}
