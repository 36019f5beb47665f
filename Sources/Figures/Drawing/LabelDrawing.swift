/// Finds the position of a label.
struct LabelDrawing {
    private static let distance = 6.0
    private static let height = 12.0
    let label: Label

    func draw(
        at place: (x: Double, y: Double), avoiding others: [(x: Double, y: Double)], in area: Box,
        on canvas: inout Canvas
    ) {
        let boxes = sides.map { box(on: $0, of: place) }
        let within = boxes.filter {
            $0.left >= area.left && $0.right <= area.right && $0.top >= area.top && $0.bottom <= area.bottom
        }
        let free = within.first { box in !others.contains { $0 != place && box.meetsDisc(at: $0) } }
        let chosen = free ?? within.first ?? boxes[0]
        canvas.text(
            label.text, x: (chosen.left + chosen.right) / 2, y: chosen.bottom - 2, size: FigureDrawing.text, ink: .text,
            anchor: .middle, halo: true)
    }

    /// The preferred side first, then the sides after it, then those before it.
    private var sides: [Label.Side] {
        let all = Label.Side.allCases
        let first = all.firstIndex(of: label.side) ?? 0
        return Array(all[first...] + all[..<first])
    }

    private func box(on side: Label.Side, of place: (x: Double, y: Double)) -> Box {
        let width = TextWidth.of(label.text, size: FigureDrawing.text)
        let (across, up) = (Self.distance + width / 2, Self.distance + Self.height / 2)
        let (x, y) =
            switch side {
            case .right: (place.x + across, place.y)
            case .left: (place.x - across, place.y)
            case .above: (place.x, place.y - up)
            case .aboveRight: (place.x + across, place.y - up)
            case .aboveLeft: (place.x - across, place.y - up)
            case .below: (place.x, place.y + up)
            case .belowRight: (place.x + across, place.y + up)
            case .belowLeft: (place.x - across, place.y + up)
            }
        return Box(left: x - width / 2, top: y - Self.height / 2, right: x + width / 2, bottom: y + Self.height / 2)
    }
}
