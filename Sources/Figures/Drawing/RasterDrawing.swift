/// Draws rasters one below the other, above a panel's data.
struct RasterDrawing {
    let x: PlacedAxis

    private static let rowHeight = 12.0
    private static let strokeHeight = 8.0

    /// The height of a number of rows with the space below them.
    static func height(_ count: Int) -> Double { count == 0 ? 0 : Double(count) * rowHeight + 6 }

    func draw(_ rasters: [Raster], top: Double, on canvas: inout Canvas) {
        for (row, raster) in rasters.enumerated() {
            let middle = top + (Double(row) + 0.5) * Self.rowHeight
            let places = raster.x.filter(x.limits.contains).compactMap(x.place)
            canvas.uprights(
                at: places, from: middle - Self.strokeHeight / 2, to: middle + Self.strokeHeight / 2, ink: raster.ink)
            canvas.text(
                raster.label, x: x.end + EdgeDrawing.labelOffset, y: middle + 3.9, size: FigureDrawing.small,
                ink: .quiet)
        }
    }
}

extension Canvas {
    /// Vertical strokes of the same height.
    mutating func uprights(at places: [Double], from top: Double, to bottom: Double, ink: Ink) {
        stroke(places.map { [($0, top), ($0, bottom)] }, ink: ink, style: "upright")
    }
}
