import CSpikeKernels

/// The kernels' layout of a layer's numbers: panels of 16 units, the last one padded with zeros. The legend of the
/// shapes is in `spike_shapes.h`.
enum Panels {
    /// U: the number of units in a panel, in float64.
    static let units = 16

    /// P: the number of panels of a layer.
    static func count(_ layerSize: Int) -> Int { (layerSize + units - 1) / units }

    /// W: the number of words of 32 signals of a layer.
    static func words(_ layerSize: Int) -> Int { (layerSize + 31) / 32 }

    /// R: the numbers from one column of a layer to the next.
    static func row(_ layerSize: Int) -> Int { spike_row(layerSize) }

    /// [I][P][U] from [input][unit].
    static func pack(_ rows: [[Double]]) -> AlignedBuffer<Double> {
        let padded = count(rows.first?.count ?? 0) * units
        let buffer = AlignedBuffer<Double>(count: rows.count * padded)
        for (input, row) in rows.enumerated() { (buffer.pointer + input * padded).update(from: row, count: row.count) }
        return buffer
    }
}
