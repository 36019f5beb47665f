/// A matrix of weights that is read by rows. A row holds the weights from one neuron to all neurons of the next layer.
///
/// Shapes: S sources (rows), T targets (columns).
struct WeightMatrix: Sendable {
    /// [S][T], row-major.
    let values: [Double]
    /// T.
    let width: Int

    /// The matrix of `values`, [values.count / width][width].
    init(values: [Double], width: Int) {
        self.values = values
        self.width = width
    }

    /// The same weights from the targets back to the sources.
    var transposed: WeightMatrix {
        let height = values.count / width
        var flipped = [Double](repeating: 0, count: values.count)
        for row in 0..<height {
            for column in 0..<width { flipped[column * height + row] = values[row * width + column] }
        }
        return WeightMatrix(values: flipped, width: height)
    }

    /// sums[T] = the sum of the rows of `sources`, added one after the other in that order.
    ///
    /// Four rows are read at a time. Each sum still adds them one by one, so the result is the same to the bit.
    func sumRows(_ sources: ArraySlice<Int>, into sums: inout [Double]) {
        precondition(sums.count == width)
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                sums.update(repeating: 0)
                var next = sources.startIndex
                while next + 4 <= sources.endIndex {
                    let row0 = row(sources[next], of: values)
                    let row1 = row(sources[next + 1], of: values)
                    let row2 = row(sources[next + 2], of: values)
                    let row3 = row(sources[next + 3], of: values)
                    for target in 0..<width {
                        sums[target] =
                            (((sums[target] + row0[target]) + row1[target]) + row2[target]) + row3[target]
                    }
                    next += 4
                }
                while next < sources.endIndex {
                    let row0 = row(sources[next], of: values)
                    for target in 0..<width { sums[target] += row0[target] }
                    next += 1
                }
            }
        }
    }

    /// sums[T] = the sum over sources of state times row, in ascending order of source. Sources with state 0 are
    /// skipped.
    func sumRows(scaledBy states: [Double], into sums: inout [Double]) {
        precondition(sums.count == width && states.count * width == values.count)
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                sums.update(repeating: 0)
                for (source, state) in states.enumerated() where state != 0 {
                    let row = row(source, of: values)
                    for target in 0..<width { sums[target] += state * row[target] }
                }
            }
        }
    }

    /// [T]: the weights from `source`.
    private func row(_ source: Int, of values: UnsafeBufferPointer<Double>) -> UnsafeBufferPointer<Double> {
        UnsafeBufferPointer(rebasing: values[source * width..<(source + 1) * width])
    }
}
