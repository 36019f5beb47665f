import Randomness
import Testing

@testable import SearchSamplers

@Suite("Covariance matrix adaptation") struct CovarianceMatrixAdaptationTests {
    /// By Scripts/cma-reference.py.
    struct Reference: Decodable {
        struct State: Decodable {
            let mean: [Double]
            let stepSize: Double
            let covariance: [Double]
            let stepPath: [Double]
            let covariancePath: [Double]
        }
        struct Matrix: Decodable {
            let matrix: [Double]
            let values: [Double]
        }
        struct Evaluations: Decodable {
            let active: [Int]
            let positive: [Int]
        }
        let rotation: [Double]
        let evaluations: [String: Evaluations]
        let points: [[Double]]
        let order: [Int]
        let positive: State
        let active: State
        let matrices: [Matrix]
    }

    static let reference = Result { try Fixtures.decode(Reference.self, "cma") }

    private static func updated(times: Int, _ recombination: EvolutionConstants.Recombination) throws
        -> CovarianceMatrixAdaptation
    {
        let reference = try reference.get()
        var found = CovarianceMatrixAdaptation(
            mean: [0.5, 0.5, 0.5, 0.5], stepSize: 0.3,
            constants: EvolutionConstants(dimension: 4, population: 8, recombination: recombination))
        for _ in 0..<times {
            let (mean, stepSize) = (found.mean, found.stepSize)
            found.update(reference.order.map { zip(reference.points[$0], mean).map { ($0 - $1) / stepSize } })
        }
        return found
    }

    private func expectEqual(
        _ found: CovarianceMatrixAdaptation, _ wanted: Reference.State, tolerance: Double
    ) {
        let pairs = [
            (found.mean, wanted.mean), ([found.stepSize], [wanted.stepSize]), (found.covariance, wanted.covariance),
            (found.stepPath, wanted.stepPath), (found.covariancePath, wanted.covariancePath),
        ]
        for (index, (found, wanted)) in pairs.enumerated() {
            #expect(found.count == wanted.count)
            #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= tolerance }, "\(index): \(found), not \(wanted)")
        }
    }

    @Test("an update with positive weights is that of the tutorial's equations")
    func positiveUpdate() throws {
        expectEqual(try Self.updated(times: 1, .positive), try Self.reference.get().positive, tolerance: 1e-13)
    }

    @Test("updates with negative weights are those of the program cmaes")
    func activeUpdates() throws {
        expectEqual(try Self.updated(times: 3, .active), try Self.reference.get().active, tolerance: 1e-7)
    }

    @Test("the constants of four dimensions and a population of eight")
    func constants() {
        let constants = EvolutionConstants(dimension: 4, population: 8, recombination: .positive)
        #expect(EvolutionConstants.defaultPopulation(dimension: 4) == 8)
        #expect(EvolutionConstants.defaultPopulation(dimension: 1) == 4)
        let weights = [0.52993, 0.285714, 0.142857, 0.041498, 0, 0, 0, 0]
        #expect(zip(constants.weights, weights).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(abs(constants.effectiveParents - 2.60017882611318) < 1e-13)
        #expect(abs(constants.stepPathRate - 0.3965610267798382) < 1e-15)
        #expect(abs(constants.rankMuRate - 0.0510239998325945) < 1e-15)
    }

    private static func value(_ name: String, _ x: [Double]) throws -> Double {
        switch name {
        case "sphere": return x.reduce(0) { $0 + ($1 - 0.3) * ($1 - 0.3) }
        case "ellipsoid":
            let rotation = try reference.get().rotation
            let factors = [1, 1e2, 1e4, 1e6]
            return (0..<4).reduce(0) { sum, row in
                let rotated = (0..<4).reduce(0) { $0 + rotation[row * 4 + $1] * (x[$1] - 0.4) }
                return sum + rotated * rotated * factors[row]
            }
        default:
            let z = x.map { 4 * $0 - 2 }
            return zip(z, z.dropFirst()).reduce(0) { sum, pair in
                let (valley, slope) = (pair.1 - pair.0 * pair.0, 1 - pair.0)
                return sum + 100 * valley * valley + slope * slope
            }
        }
    }

    private static func evaluations(_ name: String, _ recombination: EvolutionConstants.Recombination, seed: UInt64)
        throws -> Int
    {
        var distribution = CovarianceMatrixAdaptation(
            mean: [0.5, 0.5, 0.5, 0.5], stepSize: 0.3,
            constants: EvolutionConstants(dimension: 4, population: 8, recombination: recombination))
        var count = 0
        while count < 8000 {
            var draws = KeyedDraws(seed: seed, number: count)
            let points = (0..<8).map { _ in distribution.point((0..<4).map { _ in draws.normal() }) }
            let values = try points.map { try value(name, $0) }
            count += 8
            if values.contains(where: { $0 <= 1e-9 }) { break }
            let order = values.indices.sorted { values[$0] < values[$1] }
            distribution.update(
                order.map { zip(points[$0], distribution.mean).map { ($0 - $1) / distribution.stepSize } })
        }
        return count
    }

    @Test(
        "needs as many evaluations to 1e-9 as Hansen's program: the median of 31 seeds lies within its range",
        arguments: ["sphere", "ellipsoid", "rosenbrock"], [true, false])
    func evaluations(name: String, isActive: Bool) throws {
        let hansen = try #require(try Self.reference.get().evaluations[name])
        let wanted = isActive ? hansen.active : hansen.positive
        let found = try (1...31).map { try Self.evaluations(name, isActive ? .active : .positive, seed: $0) }.sorted()
        #expect((wanted[0]...wanted[30]).contains(found[15]), "median \(found[15]), not that of \(wanted)")
    }

    @Test("eigenvalues are NumPy's, and the vectors make up the matrix")
    func eigen() throws {
        for reference in try Self.reference.get().matrices {
            let n = reference.values.count
            let eigen = SymmetricEigen(reference.matrix, dimension: n)
            let largest = reference.values.map(abs).max() ?? 0
            for (found, wanted) in zip(eigen.values.sorted(), reference.values) {
                #expect(abs(found - wanted) <= 1e-13 * largest)
            }
            for row in 0..<n {
                for column in 0..<n {
                    var (product, orthogonal) = (0.0, 0.0)
                    for k in 0..<n {
                        product += eigen.vectors[row * n + k] * eigen.values[k] * eigen.vectors[column * n + k]
                        orthogonal += eigen.vectors[k * n + row] * eigen.vectors[k * n + column]
                    }
                    #expect(abs(product - reference.matrix[row * n + column]) <= 1e-13 * largest)
                    #expect(abs(orthogonal - (row == column ? 1 : 0)) <= 1e-14)
                }
            }
        }
    }
}
