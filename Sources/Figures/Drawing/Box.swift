/// A rectangle in the picture, with sides parallel to the axes.
struct Box {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    typealias Place = (x: Double, y: Double)

    /// Whether the disc of a point at this position overlaps the box.
    func meetsDisc(at place: Place) -> Bool {
        let reach = 3.0
        return left - reach <= place.x && place.x <= right + reach && top - reach <= place.y
            && place.y <= bottom + reach
    }

    /// The part of a straight line that lies within the box; nil if no part does.
    ///
    /// Source: Y.-D. Liang and B. A. Barsky, "A new concept and method for line clipping", 1984.
    func part(of start: Place, _ end: Place) -> (start: Place, end: Place)? {
        let (across, down) = (end.x - start.x, end.y - start.y)
        // The part of the line, as an interval of 0...1, on the inner side of each edge.
        var (first, last) = (0.0, 1.0)
        for (outward, room) in [
            (-across, start.x - left), (across, right - start.x), (-down, start.y - top), (down, bottom - start.y),
        ] {
            if outward == 0 {
                guard room >= 0 else { return nil }
            } else if outward < 0 {
                first = max(first, room / outward)
            } else {
                last = min(last, room / outward)
            }
        }
        guard first < last else { return nil }
        return (
            (start.x + first * across, start.y + first * down), (start.x + last * across, start.y + last * down)
        )
    }
}
