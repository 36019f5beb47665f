/// Draws the marks at the right edge of a panel: a short line at each value, and its label as near as other labels
/// allow.
struct EdgeDrawing {
    let frame: Frame
    let y: PlacedAxis

    /// The distance from the edge to the labels.
    static let labelOffset = 21.0

    func draw(_ marks: [EdgeMark], on canvas: inout Canvas) {
        let placed = marks.compactMap { mark in y.place(mark.y).map { (mark: mark, place: $0) } }
            .sorted { $0.place < $1.place }
        let labels = Spacing.apart(placed.map(\.place), gap: 13, in: frame.top...frame.bottom)
        for (item, label) in zip(placed, labels) {
            canvas.line(
                [(frame.right + 3, item.place), (frame.right + 10, item.place)], ink: item.mark.ink, style: "line")
            if abs(label - item.place) > 1 {
                canvas.rule(from: (frame.right + 10, item.place), to: (frame.right + 18, label), ink: .quiet)
            }
            canvas.text(
                item.mark.label, x: frame.right + Self.labelOffset, y: label + 3.9, size: FigureDrawing.small,
                ink: .quiet)
        }
    }
}
