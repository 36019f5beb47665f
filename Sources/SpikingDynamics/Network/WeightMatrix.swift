/// A matrix of weights that is read by rows. A row holds the weights from one neuron to all neurons of the next layer.
///
/// Shapes: S sources (rows), T targets (columns).
struct WeightMatrix: Sendable {
    /// [S][T], row-major.
    let values: [Double]
    /// T.
    let width: Int
    /// The same weights as integers; nil if they have none.
    let integers: IntegerWeights?

    /// The matrix of `values`, [values.count / width][width].
    init(values: [Double], width: Int) {
        self.init(values: values, width: width, integers: IntegerWeights(values, width: width))
    }

    private init(values: [Double], width: Int, integers: IntegerWeights?) {
        self.values = values
        self.width = width
        self.integers = integers
    }

    /// The same weights from the targets back to the sources.
    var transposed: WeightMatrix {
        WeightMatrix(
            values: Self.transpose(values, width: width), width: values.count / width,
            integers: integers.map {
                IntegerWeights(values: Self.transpose($0.values, width: width), exponent: $0.exponent)
            })
    }

    private static func transpose<Number>(_ numbers: [Number], width: Int) -> [Number] {
        let height = numbers.count / width
        return [Number](unsafeUninitializedCapacity: numbers.count) { flipped, count in
            for column in 0..<width {
                for row in 0..<height {
                    flipped.initializeElement(at: column * height + row, to: numbers[row * width + column])
                }
            }
            count = numbers.count
        }
    }

    /// sums[T] = the sum of the rows of `sources`: exact and rounded once if the weights have integers, else in
    /// float64, one row after the other in that order.
    func sumRows(_ sources: ArraySlice<Int>, into sums: inout [Double]) {
        precondition(sums.count == width)
        guard let integers else { return sumInOrder(sources, into: &sums) }
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: width) { exact in
            exact.initialize(repeating: 0)
            integers.values.withUnsafeBufferPointer { values in
                for source in sources {
                    let row = row(source, of: values)
                    for target in 0..<width { exact[target] += row[target] }
                }
            }
            let scale = integers.scale
            for target in 0..<width { sums[target] = Double(exact[target]) * scale }
        }
    }

    private func sumInOrder(_ sources: ArraySlice<Int>, into sums: inout [Double]) {
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                sums.update(repeating: 0)
                for source in sources {
                    let row = row(source, of: values)
                    for target in 0..<width { sums[target] += row[target] }
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
    private func row<Number>(
        _ source: Int, of values: UnsafeBufferPointer<Number>
    ) -> UnsafeBufferPointer<Number> {
        UnsafeBufferPointer(rebasing: values[source * width..<(source + 1) * width])
    }
}
