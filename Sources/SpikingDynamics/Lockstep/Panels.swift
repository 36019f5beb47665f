/// How the kernels lay out a layer's numbers: in panels of 16 units, the last one padded with zeros.
/// (Shapes and legend: `spike_shapes.h`.)
enum Panels {
    /// U: the units of a panel, in float64.
    static let units = 16

    /// P: the panels of a layer.
    static func count(_ layerSize: Int) -> Int { (layerSize + units - 1) / units }

    /// W: the words of 32 signals of a layer.
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
