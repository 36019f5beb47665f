/// Draws the key of a colour scale: a vertical bar with the best value at the bottom, like a y axis of the value.
struct ColourBarDrawing {
    private static let thickness = 12.0
    private let bar: ColourBar

    init(_ bar: ColourBar) {
        self.bar = bar
    }

    /// - Returns: the y of the lower end.
    func draw(top: Double, on canvas: inout Canvas) -> Double {
        canvas.text(bar.axis.title, x: 0, y: top + 12, size: FigureDrawing.text, ink: .text)
        let frame = Frame(left: 0, right: Self.thickness, top: top + 24, height: max(40, bar.height))
        let ends = [bar.best, bar.worst].filter(bar.axis.scale.admits)
        guard let low = ends.min(), let high = ends.max(), low < high else { return frame.bottom }
        let axis = PlacedAxis(scale: bar.axis.scale, limits: low...high, start: frame.bottom, end: frame.top)
        let step = frame.height / Double(ColourScale.steps)
        for index in 0..<ColourScale.steps {
            let place = bar.best <= bar.worst ? ColourScale.steps - 1 - index : index
            canvas.patch(
                x: frame.left, y: frame.top + step * Double(place), width: Self.thickness, height: step + 0.3,
                ink: .shade(index))
        }
        let ticks = AxesDrawing.upTicks(axis)
        for (tick, label) in zip(ticks.labelled, ticks.labels) {
            guard let place = axis.place(tick.value) else { continue }
            canvas.rule(from: (frame.right, place), to: (frame.right + 4, place), ink: .quiet)
            canvas.text(label, x: frame.right + 7, y: place + 4.2, size: FigureDrawing.text, ink: .quiet)
        }
        return frame.bottom + 20
    }
}
