import CMatrixKernels

/// A lower triangular matrix without its zeros: row i begins at i (i + 1) / 2. Rows can be appended.
struct PackedTriangle: Sendable {
    private(set) var values: [Double]
    /// The number of rows.
    private(set) var count: Int

    /// - Parameter values: `[row][column <= row]`.
    init(_ values: [Double], count: Int) {
        precondition(values.count == count * (count + 1) / 2)
        (self.values, self.count) = (values, count)
    }

    static func start(ofRow row: Int) -> Int { row * (row + 1) / 2 }

    /// An element on or below the diagonal.
    subscript(row: Int, column: Int) -> Double { values[Self.start(ofRow: row) + column] }

    /// - Parameter row: has `count + 1` elements.
    mutating func append(_ row: [Double]) {
        precondition(row.count == count + 1)
        values += row
        count += 1
    }

    /// The solution x of L x = b, by forward substitution.
    func solve(_ right: [Double]) -> [Double] {
        var x = right
        values.withUnsafeBufferPointer { lower in
            x.withUnsafeMutableBufferPointer { x in
                for i in 0..<count {
                    let row = lower.baseAddress! + Self.start(ofRow: i)
                    var sum = x[i]
                    for j in 0..<i { sum -= row[j] * x[j] }
                    x[i] = sum / row[i]
                }
            }
        }
        return x
    }

    /// The solution x of Lᵀ x = b, by back substitution.
    func solveTransposed(_ right: [Double]) -> [Double] {
        var x = right
        values.withUnsafeBufferPointer { lower in
            x.withUnsafeMutableBufferPointer { x in
                for i in (0..<count).reversed() {
                    let row = lower.baseAddress! + Self.start(ofRow: i)
                    let solved = x[i] / row[i]
                    x[i] = solved
                    for j in 0..<i { x[j] -= row[j] * solved }
                }
            }
        }
        return x
    }

    /// L x.
    func times(_ x: [Double]) -> [Double] {
        (0..<count).map { row in
            let start = Self.start(ofRow: row)
            return (0...row).reduce(0) { $0 + values[start + $1] * x[$1] }
        }
    }

    /// The logarithm of the determinant of L.
    var logDeterminant: Double {
        (0..<count).reduce(0) { $0 + PortableMath.log(self[$1, $1]) }
    }

    /// The inverse of L in panels of 16 columns: `[panel][row][column]`.
    func inversePanels() -> [Double] {
        let width = Panel.width
        let panels = (count + width - 1) / width
        var inverse = [Double](repeating: 0, count: panels * count * width)
        values.withUnsafeBufferPointer { lower in
            inverse.withUnsafeMutableBufferPointer { inverse in
                for panel in 0..<panels {
                    let columns = inverse.baseAddress! + panel * count * width
                    let first = panel * width
                    for column in first..<min(first + width, count) { columns[column * width + column - first] = 1 }
                    matrix_solve(lower.baseAddress!, first, first, count, columns)
                }
            }
        }
        return inverse
    }
}

/// 16 columns of numbers that are computed together: `[row][column]`.
enum Panel {
    static let width = Int(MATRIX_COLUMNS)

    /// The points `first ..< first + 16` as columns: `[coordinate][column]`. Columns beyond the last point repeat it.
    ///
    /// - Parameter points: `[point][coordinate]`.
    static func gather(_ points: [Double], dimension: Int, first: Int) -> [Double] {
        let last = points.count / dimension - 1
        return [Double](unsafeUninitializedCapacity: dimension * width) { panel, count in
            for column in 0..<width {
                let start = min(first + column, last) * dimension
                for coordinate in 0..<dimension { panel[coordinate * width + column] = points[start + coordinate] }
            }
            count = dimension * width
        }
    }
}
