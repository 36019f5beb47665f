/// Draws points of the cube at which an acquisition is evaluated. They are what would be evaluated: rounded, at the
/// middles of cells.
struct CandidatePoints {
    let axes: ModelledAxes
    var draws: KeyedDraws

    init(_ axes: ModelledAxes, seed: UInt64, number: Int) {
        self.axes = axes
        draws = KeyedDraws(seed: seed, number: number)
    }

    /// Appends uniform points, `[point][axis]`.
    mutating func appendUniform(_ count: Int, to points: inout [Double]) {
        for _ in 0..<count {
            for axis in axes.axes { points.append(axis.snapped(draws.uniform())) }
        }
    }

    /// Appends normal steps from centres that are drawn from a list.
    ///
    /// - Parameter centres: `[centre][axis]`.
    mutating func append(_ count: Int, around centres: [Double], width: Double, to points: inout [Double]) {
        let dimension = axes.axes.count
        for _ in 0..<count {
            let centre = draws.index(below: centres.count / dimension) * dimension
            for (index, axis) in axes.axes.enumerated() {
                points.append(axis.near(centres[centre + index], width: width, &draws))
            }
        }
    }

    /// Appends steps from one point, in which each axis changes with probability 0.7.
    mutating func appendPerturbations(_ count: Int, of point: [Double], width: Double, to points: inout [Double]) {
        for _ in 0..<count {
            for (index, axis) in axes.axes.enumerated() {
                points.append(
                    draws.uniform() < 0.7 ? axis.near(point[index], width: width, &draws) : point[index])
            }
        }
    }
}
