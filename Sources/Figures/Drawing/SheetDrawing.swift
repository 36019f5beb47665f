/// Lays a sheet out, row by row, and draws it.
struct SheetDrawing {
    private static let gap = 24.0
    private let sheet: Sheet
    private let width: Double

    init(_ sheet: Sheet) {
        self.sheet = sheet
        width = max(sheet.width.isFinite ? sheet.width : 0, 240)
    }

    private var inner: Double { width - 2 * FigureDrawing.margin }

    var svg: String {
        var canvas = Canvas()
        var y = FigureDrawing.margin
        for line in sheet.title.lines(width: inner, size: FigureDrawing.headline * 1.06) {
            y += 17
            canvas.text(line, x: FigureDrawing.margin, y: y - 4, size: FigureDrawing.headline, ink: .text, bold: true)
        }
        y += 4
        for row in sheet.legend.flatMap({ LegendDrawing.rows($0, width: inner) }) {
            y += 17
            LegendDrawing.draw(row, x: FigureDrawing.margin, baseline: y - 4, on: &canvas)
        }
        for row in sheet.rows { y = draw(row, top: y + 8, on: &canvas) + 6 }
        if !sheet.notes.isEmpty { y += 4 }
        for line in sheet.notes.flatMap({ $0.lines(width: inner, size: FigureDrawing.small) }) {
            y += 15
            canvas.text(line, x: FigureDrawing.margin, y: y - 4, size: FigureDrawing.small, ink: .quiet)
        }
        return canvas.document(
            title: sheet.title.plain, width: width, height: y + FigureDrawing.margin, styles: SheetStyle.text)
    }

    /// - Returns: the y below the row.
    private func draw(_ row: [Tile], top: Double, on canvas: inout Canvas) -> Double {
        let widths = Self.widths(of: row, in: inner)
        let drawings = zip(row, widths).map { TileDrawing($0, width: $1) }
        // The headings take up the same height in each tile, so that the charts are level.
        let above = drawings.map(\.above).max() ?? 0
        var (x, bottom) = (FigureDrawing.margin, top)
        for (drawing, width) in zip(drawings, widths) {
            var tile = Canvas()
            bottom = max(bottom, top + drawing.draw(above: above, on: &tile))
            canvas.place(tile, x: x, y: top)
            x += width + Self.gap
        }
        return bottom
    }

    private static func widths(of row: [Tile], in width: Double) -> [Double] {
        var (left, shares) = (width - gap * Double(row.count - 1), 0.0)
        for tile in row {
            switch tile.width {
            case .share(let share): shares += share
            case .fixed(let width): left -= width
            }
        }
        return row.map { tile in
            switch tile.width {
            case .share(let share): max(80, left * share / shares)
            case .fixed(let width): width
            }
        }
    }
}
