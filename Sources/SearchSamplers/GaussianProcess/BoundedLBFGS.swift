/// Minimizes a smooth function within bounds: the L-BFGS method, with steps projected on the bounds.
///
/// A coordinate at a bound that the gradient pushes outwards stays there for the step. Steps are shortened until the
/// function falls enough (Armijo's rule).
///
/// Source: Nocedal and Wright, "Numerical optimization", 2006, algorithms 7.4 and 3.1; for the projection
/// Bertsekas, "Projected Newton methods for optimization problems with simple constraints", 1982.
struct BoundedLBFGS: Sendable {
    typealias Sample = (value: Double, gradient: [Double])

    /// `[coordinate]`.
    let lower: [Double]
    let upper: [Double]
    var iterations = 50
    /// The number of last steps from which the curvature is estimated.
    var memory = 8
    /// No coordinate moves further in one step.
    var longestStep = 2.0
    /// The gradient's largest component at which the search ends.
    var gradientTolerance = 1e-5
    /// The relative decrease in an iteration below which the search ends.
    var valueTolerance = 1e-9

    private struct Step {
        let move: [Double]
        let change: [Double]
        /// move · change.
        let curvature: Double
    }

    /// - Parameter function: nil where it has no value; steps are then shortened.
    /// - Returns: the best point found; the start, clipped, where the function has no value there.
    func minimize(from start: [Double], _ function: ([Double]) -> Sample?) -> [Double] {
        var point = clipped(start)
        guard var sample = function(point) else { return point }
        var steps: [Step] = []
        for _ in 0..<iterations {
            let free = freeGradient(sample.gradient, at: point)
            guard free.map(abs).max()! > gradientTolerance else { break }
            var direction = direction(free, steps)
            if dot(direction, free) >= 0 {
                steps = []
                direction = free.map { -$0 }
            }
            let isFirst = steps.isEmpty
            guard let (next, found) = search(from: point, sample, along: direction, isFirst: isFirst, function) else {
                if isFirst { break }
                // The curvature misled the step: the next one follows the gradient.
                steps = []
                continue
            }
            let move = zip(next, point).map { $0 - $1 }
            let change = zip(found.gradient, sample.gradient).map { $0 - $1 }
            let curvature = dot(move, change)
            if curvature > 1e-10 * dot(change, change) {
                steps.append(Step(move: move, change: change, curvature: curvature))
                if steps.count > memory { steps.removeFirst() }
            }
            let decrease = sample.value - found.value
            (point, sample) = (next, found)
            if decrease <= valueTolerance * max(1, abs(found.value)) { break }
        }
        return point
    }

    private func clipped(_ point: [Double]) -> [Double] {
        point.indices.map { min(max(point[$0], lower[$0]), upper[$0]) }
    }

    /// The gradient, with 0 where it pushes out of the bounds.
    private func freeGradient(_ gradient: [Double], at point: [Double]) -> [Double] {
        gradient.indices.map { index in
            let isFixed =
                point[index] <= lower[index] && gradient[index] > 0
                || point[index] >= upper[index] && gradient[index] < 0
            return isFixed ? 0 : gradient[index]
        }
    }

    /// The quasi-Newton direction, by the two loops over the last steps.
    private func direction(_ gradient: [Double], _ steps: [Step]) -> [Double] {
        var result = gradient
        var factors: [Double] = []
        for step in steps.reversed() {
            let factor = dot(step.move, result) / step.curvature
            factors.append(factor)
            for index in result.indices { result[index] -= factor * step.change[index] }
        }
        if let last = steps.last {
            let scale = last.curvature / dot(last.change, last.change)
            for index in result.indices { result[index] *= scale }
        }
        for (step, factor) in zip(steps, factors.reversed()) {
            let correction = factor - dot(step.change, result) / step.curvature
            for index in result.indices { result[index] += correction * step.move[index] }
        }
        return result.indices.map { gradient[$0] == 0 ? 0 : -result[$0] }
    }

    private func search(
        from point: [Double], _ sample: Sample, along direction: [Double], isFirst: Bool,
        _ function: ([Double]) -> Sample?
    ) -> ([Double], Sample)? {
        let longest = direction.map(abs).max()!
        var length = min(1, (isFirst ? 0.5 : longestStep) / longest)
        for _ in 0..<20 {
            let next = clipped(point.indices.map { point[$0] + length * direction[$0] })
            let slope = dot(sample.gradient, zip(next, point).map { $0 - $1 })
            if let found = function(next), found.value <= sample.value + 1e-4 * slope { return (next, found) }
            length *= 0.4
        }
        return nil
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
