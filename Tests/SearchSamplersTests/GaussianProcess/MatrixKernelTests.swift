import CMatrixKernels
import Foundation
import Testing

@testable import SearchSamplers

@Suite("Matrix kernels", .serialized) struct MatrixKernelTests {
    /// The results of all kernels, and of everything that is computed by them.
    private static func results() throws -> [[Double]] {
        let width = Panel.width
        var draws = KeyedDraws(seed: 4, number: 0)
        let (count, dimension) = (77, 3)
        let points = (0..<count * dimension).map { _ in 3 * draws.uniform() }
        let values = (0..<count).map { _ in draws.normal() }
        let panel = Panel.gather(points, dimension: dimension, first: 70)
        var covariances = [Double](repeating: 0, count: count * width)
        matrix_matern(points, count, dimension, panel, 1.7, &covariances)
        var slopes = [Double](repeating: 0.5, count: (dimension + 1) * width)
        matrix_matern_slopes(points, count, dimension, panel, 1.7, covariances, &slopes)
        var sums = [Double](repeating: 0.25, count: width)
        matrix_weighted_sum(values, count, covariances, &sums)
        let hyperparameters = GaussianProcessHyperparameters(
            lengthscales: [0.5, 2, 0.3], signalVariance: 1.7, noiseVariance: 0.01)
        let process = try #require(
            GaussianProcess(points: points, values: values, axes: [0, 1, 2], hyperparameters: hyperparameters))
        var solved = covariances
        matrix_solve(process.factor.values, 0, 0, 50, &solved)
        matrix_solve(process.factor.values, 0, 50, count, &solved)
        var rest = [Double](repeating: 1.7, count: width)
        matrix_subtract_squares(solved, 3, count, &rest)
        var products = [Double](repeating: 0, count: width * width)
        matrix_products(solved, covariances, 5, count, &products)
        return [
            covariances, slopes, sums, solved, rest, products, process.factor.values, process.weights,
            process.factor.inversePanels(),
        ]
    }

    @Test("give the same bits at every level")
    func levels() throws {
        defer { _ = matrix_kernels_force_level(Int32(MATRIX_LEVEL_AUTOMATIC)) }
        #expect(matrix_kernels_force_level(Int32(MATRIX_LEVEL_BASELINE)))
        let baseline = try Self.results()
        for level in Int32(1)..<Int32(MATRIX_LEVELS) where matrix_kernels_supports_level(level) {
            #expect(matrix_kernels_force_level(level))
            #expect(matrix_kernels_level() == level)
            #expect(try Self.results() == baseline)
        }
        #expect(!matrix_kernels_supports_level(9))
        #expect(!matrix_kernels_force_level(9))
    }

    @Test("give the covariances of Matern 5/2, and their derivatives")
    func matern() {
        let points = [0.0, 0, 1, -2, 0.25, 0.125, 500, 900]
        let panel = Panel.gather(points + [3, 4], dimension: 2, first: 0)
        var covariances = [Double](repeating: 0, count: 4 * Panel.width)
        matrix_matern(points, 4, 2, panel, 2, &covariances)
        func wanted(_ a: [Double], _ b: [Double]) -> Double {
            let r = 5.0.squareRoot() * ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])).squareRoot()
            return 2 * (1 + r + r * r / 3) * Foundation.exp(-r)
        }
        for row in 0..<4 {
            for column in 0..<5 {
                let all = points + [3, 4]
                let value = wanted(Array(all[2 * row..<2 * row + 2]), Array(all[2 * column..<2 * column + 2]))
                #expect(abs(covariances[row * Panel.width + column] - value) <= 1e-15 * max(value, 1e-3))
            }
        }
        // Columns beyond the last point repeat it.
        #expect(covariances[5] == covariances[4])
    }

    @Test("factor, solve and invert matrices of every size")
    func cholesky() throws {
        for count in [1, 2, 15, 16, 17, 40, 65] {
            var draws = KeyedDraws(seed: 8, number: count)
            let points = (0..<count).map { _ in 4 * draws.uniform() }
            let covariance = MaternCovariance(points: points, dimension: 1, signalVariance: 1, noiseVariance: 0.1)
            let factor = try #require(covariance.cholesky())
            let inverse = factor.inversePanels()
            let right = (0..<count).map { _ in draws.normal() }
            let product = factor.times(factor.solve(right))
            let transposed = factor.solveTransposed(right)
            for row in 0..<count {
                #expect(abs(product[row] - right[row]) < 1e-12)
                let back = (row..<count).reduce(0.0) { $0 + factor[$1, row] * transposed[$1] }
                #expect(abs(back - right[row]) < 1e-12)
                for column in 0...row {
                    let product = (0...column).reduce(0.0) { $0 + factor[row, $1] * factor[column, $1] }
                    let distance = 5.0.squareRoot() * abs(points[row] - points[column])
                    let wanted = (1 + distance + distance * distance / 3) * Foundation.exp(-distance)
                    #expect(abs(product - wanted - (row == column ? 0.1 : 0)) < 1e-13)
                    // L times its inverse.
                    let identity = (column...row).reduce(0.0) { sum, k in
                        let panel = column / Panel.width
                        return sum + factor[row, k]
                            * inverse[(panel * count + k) * Panel.width + column % Panel.width]
                    }
                    #expect(abs(identity - (row == column ? 1 : 0)) < 1e-12)
                }
            }
        }
    }
}
