import HyperparameterSearch

/// A probability density over the points of a unit cube: a sum of kernels, one at each observed point, and a flat one.
///
/// A kernel is a product over the axes. On a real axis its factor is a normal density, cut off at 0 and 1. On an ordered
/// axis with cells it is that density's probability of the cell, as wide as the cell is. On a categorical axis it is `1 + a` for the observed
/// cell and `a` for the others, over their sum. On an axis that the observed point does not have, the factor is flat; so
/// only observations that have an axis form the density along it. A point that does not have an axis has no factor there.
/// In all, this is one density over all points of a conditional space: what it draws is distributed by it.
struct ParzenMixture {
    private let cube: UnitCube
    private var factors: [ParzenFactors]
    /// `[kernel]`: the weights, their logarithms, and their sums up to each kernel.
    private var logWeights: [Double] = []
    private var cumulative: [Double] = []

    /// Terms of a sum below the greatest one by this exponent are left out: a thousand of them are 2e-6 of it at most.
    private static let negligible = -20.0

    /// - Parameters:
    ///   - points: `[kernel][axis]`.
    ///   - prior: the weight of the flat kernel, where each observation has the weight 1.
    ///   - bandwidth: the standard deviation of a kernel along an axis on which `count` of the observations are.
    init(
        _ points: [[Double?]], in cube: UnitCube, prior: Double, weights: [Double]? = nil,
        bandwidth: (_ axis: Int, _ count: Int) -> Double
    ) {
        self.cube = cube
        factors = cube.axes.indices.map { axis in
            let count = points.count { $0[axis] != nil }
            return ParzenFactors(cube.axes[axis], bandwidth: bandwidth(axis, count), count: count)
        }
        for index in factors.indices { factors[index].reserve(points.count + 1) }
        append([Double?](repeating: nil, count: cube.dimension), weight: prior)
        for (index, point) in points.enumerated() { append(point, weight: weights?[index] ?? 1) }
    }

    /// Adds a kernel.
    mutating func append(_ point: [Double?], weight: Double = 1) {
        logWeights.append(PortableMath.log(weight))
        cumulative.append((cumulative.last ?? 0) + weight)
        for axis in factors.indices { factors[axis].append(point[axis], on: cube.axes[axis]) }
    }

    /// The logarithm of the density at a point, up to a constant that is the same for all points.
    func logDensity(at point: [Double?]) -> Double {
        var exponents = logWeights
        return exponents.withUnsafeMutableBufferPointer { exponents in
            for (axis, place) in point.enumerated() {
                if let place { factors[axis].add(place, cube.axes[axis], to: exponents) }
            }
            var greatest = exponents[0]
            for exponent in exponents where exponent > greatest { greatest = exponent }
            var sum = 0.0
            for exponent in exponents where exponent - greatest > Self.negligible {
                sum += PortableMath.exp(exponent - greatest)
            }
            return greatest + PortableMath.log(sum)
        }
    }

    /// A point that is distributed by the density. Cells are given by their middles.
    func draw(_ draws: inout KeyedDraws) -> [Double?] {
        let chosen = draws.uniform() * (cumulative.last ?? 0)
        let kernel = cumulative.firstIndex { $0 > chosen } ?? cumulative.count - 1
        var point = [Double?](repeating: nil, count: cube.dimension)
        for axis in factors.indices {
            // Each axis takes its number, so that the numbers of the others do not depend on it.
            let uniform = draws.uniform()
            guard cube.isActive(axis, at: point) else { continue }
            point[axis] = factors[axis].draw(uniform, kernel, on: cube.axes[axis])
        }
        return point
    }
}
