/// Draws a panel: axes, marks, and the marks at its right edge.
struct PanelDrawing {
    private let panel: Panel
    private let limits: (x: ClosedRange<Double>, y: ClosedRange<Double>)?
    private let height: Double
    private let xLabels: [RichText]
    private let yLabels: [RichText]
    /// Whether the x axis is named by the panel below.
    private let sharesX: Bool

    /// - Parameter xLimits: the ends of the x axis; nil if there is nothing to draw.
    init(_ panel: Panel, xLimits: ClosedRange<Double>?, sharesX: Bool) {
        self.panel = panel
        self.sharesX = sharesX
        limits = panel.limits.flatMap { own in xLimits.map { ($0, own.y) } }
        let height = panel.height >= 40 ? panel.height : 40
        self.height = height
        xLabels =
            limits.map {
                panel.x.categories.isEmpty ? Ticks(panel.x.scale, in: $0.x).labels : panel.x.categories
            } ?? []
        let up = limits.map {
            PlacedAxis(
                scale: panel.y.scale, limits: $0.y, start: height, end: 0, categories: panel.y.categories)
        }
        yLabels = up.map { AxesDrawing.upTicks($0).labels } ?? []
    }

    /// The width of everything to the left of the y axis.
    var leftMargin: Double { Self.widest(yLabels) + 10 }

    /// The width of everything to the right of the x axis.
    var rightMargin: Double {
        guard limits != nil else { return 0 }
        let labels = (drawnEdgeMarks.map(\.label) + panel.rasters.map(\.label)).filter { !$0.isEmpty }
            .map { TextWidth.of($0, size: FigureDrawing.small) + EdgeDrawing.labelOffset }
        return max(Self.widest(xLabels) / 2, labels.max() ?? 0)
    }

    /// - Returns: the y below the panel.
    func draw(top: Double, left: Double, right: Double, edge: Double, on canvas: inout Canvas) -> Double {
        let title = panel.y.title.lines(width: edge - FigureDrawing.margin, size: FigureDrawing.text)
        for (index, line) in title.enumerated() {
            canvas.text(
                line, x: FigureDrawing.margin, y: top + 12 + 15 * Double(index), size: FigureDrawing.text, ink: .text)
        }
        let frame = Frame(
            left: left, right: right,
            top: top + 9 + 15 * Double(title.count) + RasterDrawing.height(panel.rasters.count), height: height)
        if let limits {
            let x = PlacedAxis(
                scale: panel.x.scale, limits: limits.x, start: frame.left, end: frame.right,
                categories: panel.x.categories)
            let y = PlacedAxis(
                scale: panel.y.scale, limits: limits.y, start: frame.bottom, end: frame.top,
                categories: panel.y.categories)
            let axes = AxesDrawing(frame: frame, x: x, y: y, labelsX: !sharesX)
            axes.draw(on: &canvas)
            RasterDrawing(x: x).draw(
                panel.rasters, top: frame.top - RasterDrawing.height(panel.rasters.count), on: &canvas)
            let obstacles = panel.marks.flatMap { MarkDrawing(x: x, y: y).outlines($0) }
            for guide in panel.guides {
                GuideDrawing(frame: frame, x: x, y: y, obstacles: obstacles).draw(guide, on: &canvas)
            }
            for mark in panel.marks { MarkDrawing(x: x, y: y).draw(mark, on: &canvas) }
            EdgeDrawing(frame: frame, y: y).draw(drawnEdgeMarks, on: &canvas)
        } else {
            canvas.rule(from: (frame.left, frame.bottom), to: (frame.right, frame.bottom), ink: .quiet)
            canvas.text(
                "nothing to draw", x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2,
                size: FigureDrawing.text, ink: .quiet, anchor: .middle)
        }
        guard !sharesX else { return frame.bottom + 6 }
        var below = frame.bottom + 20
        for line in panel.x.title.lines(width: edge - frame.left, size: FigureDrawing.text) {
            below += 16
            canvas.text(
                line, x: (frame.left + frame.right) / 2, y: below - 2, size: FigureDrawing.text, ink: .text,
                anchor: .middle)
        }
        return below + 4
    }

    private var drawnEdgeMarks: [EdgeMark] { panel.edgeMarks.filter { panel.y.scale.admits($0.y) } }

    private static func widest(_ labels: [RichText]) -> Double {
        labels.map { TextWidth.of($0, size: FigureDrawing.text) }.max() ?? 0
    }
}

/// The area between a panel's axes, in the picture's units.
struct Frame {
    let left: Double
    let right: Double
    let top: Double
    let height: Double

    var bottom: Double { top + height }
}
