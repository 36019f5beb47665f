/// The points that were proposed before, as far as they are known.
struct TakenPoints {
    private let cube: UnitCube
    private var points: Set<[Double]>

    init(_ cube: UnitCube, _ points: [[Double]]) {
        self.cube = cube
        self.points = Set(points)
    }

    /// The place of what would be evaluated at a point.
    private func evaluated(_ point: [Double]) -> [Double] {
        cube.point(of: cube.parameters(at: point)).map { $0 ?? 0 }
    }

    func contains(_ point: [Double]) -> Bool { points.contains(evaluated(point)) }

    /// A point that was not taken, and now is: this one, or one nearby. Where all that is looked at is taken, this one.
    mutating func free(near point: [Double], _ candidates: inout CandidatePoints) -> [Double] {
        var found = evaluated(point)
        if points.contains(found) { found = neighbour(of: found, &candidates) ?? found }
        points.insert(found)
        return found
    }

    private func neighbour(of point: [Double], _ candidates: inout CandidatePoints) -> [Double]? {
        var width = 1e-3
        while width < 1 {
            var steps: [Double] = []
            candidates.appendPerturbations(16, of: point, width: width, to: &steps)
            for start in stride(from: 0, to: steps.count, by: point.count) {
                let step = evaluated(Array(steps[start..<start + point.count]))
                if !points.contains(step) { return step }
            }
            width *= 2
        }
        return nextCell(after: point)
    }

    /// The next free point of a finite space, in the order of the cells, the last axis fastest.
    private func nextCell(after point: [Double]) -> [Double]? {
        guard let size = cube.size, size <= 1 << 20 else { return nil }
        let cells = cube.axes.map { $0.cells ?? 1 }
        var indices = zip(point, cube.axes).map { $1.cell(at: $0) }
        for _ in 1..<max(size, 1) {
            for axis in indices.indices.reversed() {
                indices[axis] = (indices[axis] + 1) % cells[axis]
                if indices[axis] > 0 { break }
            }
            let place = evaluated(zip(indices, cube.axes).map { $1.coordinate(ofCell: $0) })
            if !points.contains(place) { return place }
        }
        return nil
    }
}
