/// Lays a figure out from top to bottom and draws it.
struct FigureDrawing {
    /// Font sizes.
    static let text = 12.0
    static let small = 11.0
    static let headline = 14.0
    /// The margin of the picture.
    static let margin = 12.0

    private let figure: Figure
    private let legend: [[LegendEntry]]
    private let panels: [PanelDrawing]
    private let left: Double
    private let right: Double
    private let width: Double

    init(_ figure: Figure) {
        self.figure = figure
        let sharing = zip(figure.xLimits, figure.sharesX)
        panels = zip(figure.panels, sharing).map { PanelDrawing($0, xLimits: $1.0, sharesX: $1.1) }
        // The y axes of all panels are aligned.
        left = Self.margin + (panels.map(\.leftMargin).max() ?? 0)
        right = Self.margin + (panels.map(\.rightMargin).max() ?? 0)
        let wished = max(figure.width.isFinite ? figure.width : 0, left + right + 160)
        legend = figure.legend.flatMap { LegendDrawing.rows($0, width: wished - 2 * Self.margin) }
        let widest = legend.map { LegendDrawing.width(of: $0) }.max() ?? 0
        width = max(wished, widest + 2 * Self.margin)
    }

    var svg: String {
        var canvas = Canvas()
        var y = Self.margin
        for line in figure.title.lines(width: width - 2 * Self.margin, size: Self.headline * 1.06) {
            y += 17
            canvas.text(line, x: Self.margin, y: y - 4, size: Self.headline, ink: .text, bold: true)
        }
        y += 4
        for row in legend {
            y += 17
            LegendDrawing.draw(row, x: Self.margin, baseline: y - 4, on: &canvas)
        }
        for panel in panels {
            y += 8
            y = panel.draw(top: y, left: left, right: width - right, edge: width - Self.margin, on: &canvas)
        }
        if !figure.notes.isEmpty { y += 8 }
        for line in figure.notes.flatMap({ $0.lines(width: width - 2 * Self.margin, size: Self.small) }) {
            y += 15
            canvas.text(line, x: Self.margin, y: y - 4, size: Self.small, ink: .quiet)
        }
        return canvas.document(title: figure.title.plain, width: width, height: y + Self.margin)
    }
}
