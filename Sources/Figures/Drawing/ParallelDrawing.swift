/// Draws parallel coordinates.
struct ParallelDrawing {
    private let axes: ParallelAxes
    private let width: Double

    /// The number of hairs in one path. Hairs of the same path do not darken each other where they cross; those of
    /// different paths do.
    private static let hairsTogether = 50

    init(_ axes: ParallelAxes, width: Double) {
        self.axes = axes
        self.width = width
    }

    /// - Returns: the y of the lower end.
    func draw(top: Double, on canvas: inout Canvas) -> Double {
        let frame = Frame(left: 0, right: width, top: top + 24, height: max(40, axes.height))
        let placed = axes.axes.indices.map { upright($0, in: frame) }
        let labels = placed.map { $0.map(AxesDrawing.upTicks) }
        let margin =
            labels.first.flatMap { ticks in
                ticks?.labels.map { TextWidth.of($0, size: FigureDrawing.small) }.max()
            } ?? 0
        let titles = axes.axes.map { TextWidth.of($0.title, size: FigureDrawing.text) }
        let left = max(margin + 8, (titles.first ?? 0) / 2)
        let right = width - max(4, (titles.last ?? 0) / 2)
        let places = axes.axes.indices.map { index in
            axes.axes.count == 1 ? left : left + (right - left) * Double(index) / Double(axes.axes.count - 1)
        }
        for lines in axes.lines { draw(lines, at: places, placed, on: &canvas) }
        for (index, x) in places.enumerated() {
            canvas.text(
                axes.axes[index].title, x: x, y: top + 12, size: FigureDrawing.text, ink: .text, anchor: .middle)
            canvas.rule(from: (x, frame.top), to: (x, frame.bottom), ink: .quiet)
            guard let axis = placed[index], let ticks = labels[index] else { continue }
            for (tick, label) in zip(ticks.labelled, ticks.labels) {
                guard let place = axis.place(tick.value) else { continue }
                canvas.rule(from: (x - 4, place), to: (x, place), ink: .quiet)
                canvas.text(
                    label, x: x - 6, y: place + 3.9, size: FigureDrawing.small, ink: .text, anchor: .end, halo: true)
            }
        }
        return frame.bottom + 12
    }

    private func upright(_ index: Int, in frame: Frame) -> PlacedAxis? {
        let axis = axes.axes[index]
        let values = axes.lines.flatMap(\.values).compactMap { $0.indices.contains(index) ? $0[index] : nil }
        return axis.limits(of: values).map {
            PlacedAxis(
                scale: axis.scale, limits: $0, start: frame.bottom, end: frame.top, categories: axis.categories)
        }
    }

    private func draw(
        _ lines: ParallelAxes.Lines, at places: [Double], _ axes: [PlacedAxis?], on canvas: inout Canvas
    ) {
        let paths = lines.values.map { path(of: $0, at: places, axes) }.filter { !$0.isEmpty }
        switch lines.weight {
        case .line: for path in paths { canvas.path(path, ink: lines.ink, style: "line") }
        case .thin: for path in paths { canvas.path(path, ink: lines.ink, style: "thin") }
        case .hair:
            for start in stride(from: 0, to: paths.count, by: Self.hairsTogether) {
                let together = paths[start..<min(start + Self.hairsTogether, paths.count)].joined()
                canvas.path(together, ink: lines.ink, style: "hair")
            }
        }
    }

    /// A line through a trial's values, in tenths of a unit.
    private func path(of values: [Double], at places: [Double], _ axes: [PlacedAxis?]) -> String {
        var path = ""
        var isDrawing = false
        for (index, value) in values.enumerated() where index < places.count {
            guard let y = axes[index]?.place(value) else {
                isDrawing = false
                continue
            }
            let (across, down) = (Int((10 * places[index]).rounded()), Int((10 * y).rounded()))
            path += (isDrawing ? "L" : "M") + CloudDrawing.text(across) + " " + CloudDrawing.text(down)
            isDrawing = true
        }
        return path
    }
}
