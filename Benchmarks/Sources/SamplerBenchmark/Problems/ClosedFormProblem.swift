import Foundation
import HyperparameterSearch
import SearchSamplers

/// A function of real numbers, in closed form.
struct ClosedFormProblem: Problem {
    let name: String
    let title: String
    let space: SearchSpace
    /// The function's lowest value. Samplers are judged by the distance to it.
    let lowest: Double
    /// The standard deviation of the noise, which is normal and a function of the point.
    let noise: Double
    private let function: @Sendable ([Double]) -> Double

    init(
        _ name: String, _ title: String, ranges: [ClosedRange<Double>], lowest: Double = 0, noise: Double = 0,
        function: @escaping @Sendable ([Double]) -> Double
    ) throws {
        self.name = name
        self.title = title
        self.lowest = lowest
        self.noise = noise
        self.function = function
        space = try SearchSpace(ranges.enumerated().map { .float("x\($0)", in: $1) })
    }

    func scores(of points: [TrialParameters]) throws -> [Score?] {
        try points.map { point in
            let x = try space.parameters.map { try point.number($0.name) }
            let exact = function(x)
            return Score(noise > 0 ? exact + noise * Self.normal(at: x) : exact, truth: exact - lowest)
        }
    }

    /// A standard normal number that depends on the bits of the point alone.
    private static func normal(at x: [Double]) -> Double {
        var key: UInt64 = 0
        for coordinate in x {
            // The finalizer of SplitMix64.
            key = (key ^ coordinate.bitPattern) &* 0x9e37_79b9_7f4a_7c15
            key = (key ^ key >> 30) &* 0xbf58_476d_1ce4_e5b9
            key = (key ^ key >> 27) &* 0x94d0_49bb_1331_11eb
            key ^= key >> 31
        }
        var draws = KeyedDraws(seed: key, number: 0)
        return draws.normal()
    }
}

extension ClosedFormProblem {
    /// The usual test functions. Their best points are not in the middle of the space, where some samplers begin.
    static func all() throws -> [ClosedFormProblem] {
        [
            try ClosedFormProblem(
                "branin", "Branin, 2 dimensions", ranges: [-5...10, 0...15], lowest: 0.397887357729738, function: branin
            ),
            try ClosedFormProblem(
                "hartmann6", "Hartmann, 6 dimensions", ranges: Array(repeating: 0...1, count: 6),
                lowest: -3.32236801141551, function: hartmann),
            try ClosedFormProblem(
                "ackley10", "Ackley, 10 dimensions, each from -5 to 10", ranges: Array(repeating: -5...10, count: 10),
                function: ackley),
            try ClosedFormProblem(
                "rosenbrock5", "Rosenbrock, 5 dimensions, with normal noise of standard deviation 1",
                ranges: Array(repeating: -2.048...2.048, count: 5), noise: 1, function: rosenbrock),
        ]
    }

    /// Four dimensions, as the space of two schedules, and no work: for the time to ask.
    static func bowl() throws -> ClosedFormProblem {
        try ClosedFormProblem("bowl", "a bowl, 4 dimensions", ranges: Array(repeating: 0...1, count: 4)) { x in
            x.reduce(0) { $0 + ($1 - 0.3) * ($1 - 0.3) }
        }
    }

    @Sendable private static func branin(_ x: [Double]) -> Double {
        let bend = x[1] - 5.1 / (4 * .pi * .pi) * x[0] * x[0] + 5 / .pi * x[0] - 6
        return bend * bend + 10 * (1 - 1 / (8 * .pi)) * cos(x[0]) + 10
    }

    @Sendable private static func ackley(_ x: [Double]) -> Double {
        let count = Double(x.count)
        let square = x.reduce(0) { $0 + $1 * $1 } / count
        let wave = x.reduce(0) { $0 + cos(2 * .pi * $1) } / count
        return 20 - 20 * exp(-0.2 * square.squareRoot()) + exp(1) - exp(wave)
    }

    @Sendable private static func rosenbrock(_ x: [Double]) -> Double {
        zip(x, x.dropFirst()).reduce(0) { sum, pair in
            let (a, b) = (pair.1 - pair.0 * pair.0, 1 - pair.0)
            return sum + 100 * a * a + b * b
        }
    }

    @Sendable private static func hartmann(_ x: [Double]) -> Double {
        let weights = [1.0, 1.2, 3.0, 3.2]
        let widths: [[Double]] = [
            [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
        ]
        let centres: [[Double]] = [
            [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
            [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
        ]
        var sum = 0.0
        for (weight, (width, centre)) in zip(weights, zip(widths, centres)) {
            let distance = x.indices.reduce(0) { sum, axis in
                let step = x[axis] - 1e-4 * centre[axis]
                return sum + width[axis] * step * step
            }
            sum += weight * exp(-distance)
        }
        return -sum
    }
}
