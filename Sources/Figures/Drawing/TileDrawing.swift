/// Draws a tile with its top left corner at the origin.
struct TileDrawing {
    private let tile: Tile
    private let width: Double
    private let heading: [RichText]
    private let legend: [[LegendEntry]]

    init(_ tile: Tile, width: Double) {
        self.tile = tile
        self.width = width
        heading = tile.heading.lines(width: width, size: FigureDrawing.text * 1.06)
        legend = LegendDrawing.rows(tile.legend, width: width)
    }

    /// The height of the texts above the chart.
    var above: Double { 16 * Double(heading.count) + 17 * Double(legend.count) + (legend.isEmpty ? 0 : 4) }

    /// - Parameter above: the height reserved for the texts above the chart.
    /// - Returns: the y below the tile.
    func draw(above: Double, on canvas: inout Canvas) -> Double {
        var y = 0.0
        for line in heading {
            y += 16
            canvas.text(line, x: 0, y: y - 4, size: FigureDrawing.text, ink: .text, bold: true)
        }
        for row in legend {
            y += 17
            LegendDrawing.draw(row, x: 0, baseline: y - 4, on: &canvas)
        }
        switch tile.content {
        case .panel(let panel): return draw(panel, top: above, on: &canvas)
        case .bars(let bars): return BarsDrawing(bars, width: width).draw(top: above, on: &canvas)
        case .parallel(let axes): return ParallelDrawing(axes, width: width).draw(top: above, on: &canvas)
        case .colourBar(let bar): return ColourBarDrawing(bar).draw(top: above, on: &canvas)
        case .message(let text, let height): return draw(text, top: above, height: height, on: &canvas)
        }
    }

    private func draw(_ panel: Panel, top: Double, on canvas: inout Canvas) -> Double {
        let drawing = PanelDrawing(panel, xLimits: panel.limits?.x, sharesX: false)
        // A panel begins at a picture's margin.
        var inner = Canvas()
        let edge = FigureDrawing.margin + width
        let bottom = drawing.draw(
            top: top, left: FigureDrawing.margin + drawing.leftMargin, right: edge - drawing.rightMargin, edge: edge,
            on: &inner)
        canvas.place(inner, x: -FigureDrawing.margin, y: 0)
        return bottom
    }

    private func draw(_ message: RichText, top: Double, height: Double, on canvas: inout Canvas) -> Double {
        let (first, bottom) = (top + 8, top + 8 + height)
        for (start, end) in [
            ((0, first), (width, first)), ((width, first), (width, bottom)), ((width, bottom), (0, bottom)),
            ((0, bottom), (0, first)),
        ] {
            canvas.rule(from: start, to: end, ink: .faint)
        }
        let lines = message.lines(width: width - 40, size: FigureDrawing.text)
        var y = (first + bottom) / 2 - 8 * Double(lines.count) + 12
        for line in lines {
            canvas.text(line, x: width / 2, y: y, size: FigureDrawing.text, ink: .quiet, anchor: .middle)
            y += 16
        }
        return bottom + 4
    }
}
