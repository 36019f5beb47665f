/// The numbers of the points of a small finite cube: the cells of all axes as the digits of one number. An axis that a
/// point does not have counts as cell 0.
struct PointCodes: Sendable, Hashable {
    /// `[axis]`.
    private let cells: [Int]
    /// Codes go from 0 to `count - 1`. With conditional axes, several of them decode to one point.
    let count: Int

    /// - Returns: nil where an axis has real numbers, or there are more codes than `most`.
    init?(_ cube: UnitCube, most: Int) {
        var (cells, count): ([Int], Int) = ([], 1)
        for axis in cube.axes {
            guard let next = axis.cells, next <= most / count else { return nil }
            cells.append(next)
            count *= next
        }
        (self.cells, self.count) = (cells, count)
    }

    func code(of point: [Double?], in cube: UnitCube) -> Int {
        zip(point, cube.axes).reduce(0) { code, pair in
            code * (pair.1.cells ?? 1) + (pair.0.map(pair.1.cell) ?? 0)
        }
    }

    /// The point of a code, without the axes that it does not have.
    func point(_ code: Int, in cube: UnitCube) -> [Double?] {
        var (rest, places) = (code, [Double](repeating: 0, count: cells.count))
        for axis in cells.indices.reversed() {
            places[axis] = cube.axes[axis].coordinate(ofCell: rest % cells[axis])
            rest /= cells[axis]
        }
        return cube.active(places)
    }
}

extension UnitCube {
    /// The point without the coordinates of axes that it does not have.
    func active(_ point: [Double]) -> [Double?] {
        var active = [Double?](repeating: nil, count: axes.count)
        for axis in axes.indices where isActive(axis, at: active) { active[axis] = point[axis] }
        return active
    }
}
