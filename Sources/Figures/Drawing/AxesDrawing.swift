/// Draws both axes with their ticks, and a faint horizontal line at each label of the y axis.
struct AxesDrawing {
    let frame: Frame
    let x: PlacedAxis
    let y: PlacedAxis
    /// Whether the ticks of the x axis have labels.
    let labelsX: Bool

    /// The ticks of a y axis. They depend only on its height.
    static func upTicks(_ axis: PlacedAxis) -> Ticks {
        axis.ticks { _ in 1.2 * FigureDrawing.text }
    }

    func draw(on canvas: inout Canvas) {
        let across = x.ticks { TextWidth.of($0, size: FigureDrawing.text) + 8 }
        let up = Self.upTicks(y)
        for place in up.labelled.compactMap({ y.place($0.value) }) {
            canvas.rule(from: (frame.left, place), to: (frame.right, place), ink: .faint)
        }
        canvas.rule(from: (frame.left, frame.top), to: (frame.left, frame.bottom), ink: .quiet)
        canvas.rule(from: (frame.left, frame.bottom), to: (frame.right, frame.bottom), ink: .quiet)
        for (ticks, length) in [(across.labelled, 5.0), (across.unlabelled, 2.5)] {
            for place in ticks.compactMap({ x.place($0.value) }) {
                canvas.rule(from: (place, frame.bottom), to: (place, frame.bottom + length), ink: .quiet)
            }
        }
        for (ticks, length) in [(up.labelled, 5.0), (up.unlabelled, 2.5)] {
            for place in ticks.compactMap({ y.place($0.value) }) {
                canvas.rule(from: (frame.left - length, place), to: (frame.left, place), ink: .quiet)
            }
        }
        for (tick, label) in zip(across.labelled, across.labels) where labelsX {
            guard let place = x.place(tick.value) else { continue }
            canvas.text(
                label, x: place, y: frame.bottom + 18, size: FigureDrawing.text, ink: .quiet, anchor: .middle)
        }
        for (tick, label) in zip(up.labelled, up.labels) {
            guard let place = y.place(tick.value) else { continue }
            canvas.text(
                label, x: frame.left - 8, y: place + 4.2, size: FigureDrawing.text, ink: .quiet, anchor: .end)
        }
    }
}
