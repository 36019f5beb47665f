/// Draws guides within a panel's frame, each with its label at its end.
struct GuideDrawing {
    let frame: Frame
    let x: PlacedAxis
    let y: PlacedAxis

    typealias Place = (x: Double, y: Double)

    func draw(_ guide: Guide, on canvas: inout Canvas) {
        guard let (start, end) = visible(guide) else { return }
        canvas.rule(from: start, to: end, ink: .quiet)
        let label = labelEnd(start, end)
        canvas.text(
            guide.label, x: label.x, y: label.y, size: FigureDrawing.small, ink: .quiet, anchor: .end)
    }

    /// The part of a guide that lies in the frame; nil where none does.
    private func visible(_ guide: Guide) -> (start: Place, end: Place)? {
        guard let startX = x.place(guide.start.x), let startY = y.place(guide.start.y),
            let endX = x.place(guide.end.x), let endY = y.place(guide.end.y)
        else { return nil }
        let (across, down) = (endX - startX, endY - startY)
        // Liang and Barsky: of the parts 0...1 of the way, those inside of each edge.
        var (first, last) = (0.0, 1.0)
        for (way, room) in [
            (-across, startX - frame.left), (across, frame.right - startX),
            (-down, startY - frame.top), (down, frame.bottom - startY),
        ] {
            if way == 0 {
                guard room >= 0 else { return nil }
            } else if way < 0 {
                first = max(first, room / way)
            } else {
                last = min(last, room / way)
            }
        }
        guard first < last else { return nil }
        return (
            (startX + first * across, startY + first * down), (startX + last * across, startY + last * down)
        )
    }

    /// Where the label's last letter stands: left of the guide's end, under a guide that falls, above one that rises.
    private func labelEnd(_ start: Place, _ end: Place) -> Place {
        let height = FigureDrawing.small
        let slope = (end.y - start.y) / (end.x - start.x)
        // The corner of the label that is next to the line, as near to its end as the frame allows.
        let corner = slope > 0 ? min(end.y + 3, frame.bottom - 4 - height) : max(end.y - 3, frame.top + height)
        let x = slope == 0 || !slope.isFinite ? end.x : min(end.x, end.x + (corner - end.y) / slope)
        return (x - 4, slope > 0 ? corner + height - 1 : corner)
    }
}
