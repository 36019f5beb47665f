/// The kernels' layout of a layer's numbers: panels of 16 units, the last one padded with zeros. The legend of the
/// shapes is in `spike_shapes.h`.
enum Panels {
    /// U: the number of units in a panel, in float64.
    static let units = 16

    /// P: the number of panels of a layer.
    static func count(_ layerSize: Int) -> Int { (layerSize + units - 1) / units }

    /// W: the number of words of 32 signals of a layer.
    static func words(_ layerSize: Int) -> Int { (layerSize + 31) / 32 }

    /// [P][I][U] from [input][unit].
    static func pack(_ rows: [[Double]]) -> AlignedBuffer<Double> {
        let panels = count(rows.first?.count ?? 0)
        let buffer = AlignedBuffer<Double>(count: panels * rows.count * units)
        for (input, row) in rows.enumerated() {
            for (unit, value) in row.enumerated() {
                buffer.pointer[((unit / units) * rows.count + input) * units + unit % units] = value
            }
        }
        return buffer
    }
}
