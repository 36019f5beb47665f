/// Draws marks between two axes.
struct MarkDrawing {
    let x: PlacedAxis
    let y: PlacedAxis

    func draw(_ mark: Mark, on canvas: inout Canvas) {
        switch mark {
        case .line(let points, let ink, let dash):
            for places in unbroken(points.map(place)) { canvas.line(places, ink: ink, style: dash.style) }
        case .band(let slices, let ink):
            for extents in unbroken(slices.map(extent)) {
                let upper = extents.map { (x: $0.x, y: $0.high) }
                let lower = extents.reversed().map { (x: $0.x, y: $0.low) }
                canvas.band(upper + lower, ink: ink)
            }
        case .points(let points, let ink, let filled):
            for place in points.compactMap(place) { canvas.disc(x: place.x, y: place.y, ink: ink, filled: filled) }
        case .cloud(let cloud): CloudDrawing(cloud).draw(at: cloud.points.compactMap(place), on: &canvas)
        case .label(let label):
            guard let place = place(label.point) else { return }
            let area = Box(
                left: min(x.start, x.end), top: min(y.start, y.end), right: max(x.start, x.end),
                bottom: max(y.start, y.end))
            LabelDrawing(label: label).draw(
                at: place, avoiding: label.avoiding.compactMap(self.place), in: area, on: &canvas)
        }
    }

    /// The lines of a mark; for a band, its edges.
    func outlines(_ mark: Mark) -> [[(x: Double, y: Double)]] {
        switch mark {
        case .line(let points, _, _): unbroken(points.map(place))
        case .band(let slices, _):
            unbroken(slices.map(extent)).flatMap { extents in
                [extents.map { ($0.x, $0.low) }, extents.map { ($0.x, $0.high) }]
            }
        case .points, .cloud, .label: []
        }
    }

    private func place(_ point: Point) -> (x: Double, y: Double)? {
        guard let across = x.place(point.x), let up = y.place(point.y) else { return nil }
        return (across, up)
    }

    private func extent(_ slice: Mark.Band) -> (x: Double, low: Double, high: Double)? {
        guard let across = x.place(slice.x), let high = y.place(slice.high), slice.low <= slice.high else { return nil }
        return (across, y.place(slice.low) ?? y.start, high)
    }

    /// The pieces of a line between its gaps.
    private func unbroken<Place>(_ places: [Place?]) -> [[Place]] {
        places.split(whereSeparator: { $0 == nil }).map { $0.compactMap { $0 } }
    }
}
