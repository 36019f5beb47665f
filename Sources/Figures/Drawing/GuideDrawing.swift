/// Draws guides within a panel's frame. Each label is near the end of its guide and, if there is room, clear of the
/// data.
struct GuideDrawing {
    let frame: Frame
    let x: PlacedAxis
    let y: PlacedAxis
    /// The lines of the panel's marks, which labels avoid.
    let obstacles: [[Box.Place]]

    func draw(_ guide: Guide, on canvas: inout Canvas) {
        guard let (start, end) = visible(guide) else { return }
        canvas.line([start, end], ink: .quiet, style: "guide")
        let size = (width: TextWidth.of(guide.label, size: FigureDrawing.small), height: 0.95 * FigureDrawing.small)
        let boxes = boxes(from: start, to: end, size: size)
        guard let box = boxes.first(where: isFree) ?? boxes.first else { return }
        canvas.text(
            guide.label, x: box.left, y: box.bottom - 0.2 * FigureDrawing.small, size: FigureDrawing.small,
            ink: .quiet)
    }

    /// The part of a guide that lies in the frame; nil if no part does.
    private func visible(_ guide: Guide) -> (start: Box.Place, end: Box.Place)? {
        guard let startX = x.place(guide.start.x), let startY = y.place(guide.start.y),
            let endX = x.place(guide.end.x), let endY = y.place(guide.end.y)
        else { return nil }
        let box = Box(left: frame.left, top: frame.top, right: frame.right, bottom: frame.bottom)
        return box.part(of: (startX, startY), (endX, endY))
    }

    /// Possible positions for a label of this size, the best first: under the guide, from its end back to its middle,
    /// then above it.
    private func boxes(from start: Box.Place, to end: Box.Place, size: (width: Double, height: Double)) -> [Box] {
        let slope = end.x == start.x ? 0 : (end.y - start.y) / (end.x - start.x)
        return [true, false].flatMap { isUnder in
            (0...20).map { step in
                let right = start.x + (1 - Double(step) / 40) * (end.x - start.x) - 4
                // The height by which the guide falls or rises along the label.
                let line = [right, right - size.width].map { end.y + ($0 - end.x) * slope }
                let top = isUnder ? max(line[0], line[1]) + 3 : min(line[0], line[1]) - 3 - size.height
                return Box(left: right - size.width, top: top, right: right, bottom: top + size.height)
            }
        }.filter { $0.top >= frame.top && $0.bottom <= frame.bottom - 2 && $0.left >= frame.left }
    }

    private func isFree(_ box: Box) -> Bool {
        let room = Box(left: box.left - 3, top: box.top - 2, right: box.right + 3, bottom: box.bottom + 2)
        return obstacles.allSatisfy { line in
            zip(line, line.dropFirst()).allSatisfy { room.part(of: $0, $1) == nil }
        }
    }
}
