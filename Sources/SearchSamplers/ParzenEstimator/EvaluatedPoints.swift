import HyperparameterSearch

/// The points that a ``TPESampler`` does not propose again: those of finished and pending trials.
///
/// In a small finite space, these are the points of all trials. In other spaces, these are the points of the trials that
/// the sampler keeps. There a proposal is rarely equal to a trial that the sampler has dropped, because two points of
/// real numbers are equal only after rounding.
struct EvaluatedPoints {
    private let cube: UnitCube
    private let codes: PointCodes?
    private var taken: Set<Int>
    private var points: [[Double?]]

    init(_ sampler: TPESampler, _ knowledge: ParzenKnowledge, pending: [[Double?]]) {
        cube = sampler.cube
        codes = sampler.codes
        guard codes == nil else {
            (taken, points) = (knowledge.codes, [])
            for point in pending { insert(point) }
            return
        }
        taken = []
        points = knowledge.best.map(\.point) + knowledge.newest.map(\.point) + pending
    }

    /// - Parameter point: `[axis]`, as ``UnitCube/point(of:)`` gives it.
    func contains(_ point: [Double?]) -> Bool {
        codes.map { taken.contains($0.code(of: point, in: cube)) } ?? points.contains(point)
    }

    mutating func insert(_ point: [Double?]) {
        if let codes { taken.insert(codes.code(of: point, in: cube)) } else { points.append(point) }
    }

    /// Parameters that were not evaluated. In a small finite space they are those of the next point in the order of
    /// codes. In another space they are those of a random point. If no such point is found, they are those of the given
    /// point.
    func next(after point: [Double?], _ draws: inout KeyedDraws) -> TrialParameters {
        if let codes {
            let first = codes.code(of: point, in: cube)
            for step in 1..<max(codes.count, 2) {
                let other = codes.point((first + step) % codes.count, in: cube)
                if !contains(other) { return cube.parameters(at: other) }
            }
        } else {
            for _ in 0..<Self.mostDraws {
                let parameters = cube.parameters(at: cube.axes.map { _ in draws.uniform() })
                if !contains(cube.point(of: parameters)) { return parameters }
            }
        }
        return cube.parameters(at: point)
    }

    private static let mostDraws = 100
}
