/// A mark in a panel, in the units of the axes. Later marks lie over earlier ones.
///
/// A value that an axis does not admit (not finite, or 0 on a logarithmic axis) is left out. It makes a gap in a line;
/// at the upper edge of a band it makes a gap in the band.
public enum Mark: Sendable, Equatable {
    /// A line through points in their order. A single point between two gaps is a dot.
    case line([Point], Ink, Dash = .solid)
    /// The area between a lower and an upper curve. If a logarithmic axis does not admit the lower edge, the area
    /// begins at the lower end of the axis.
    case band([Band], Ink)
    /// Discs, or rings.
    case points([Point], Ink, filled: Bool = true)
    /// Many small points at once.
    case cloud(Cloud)
    /// Text beside a point, on top of other marks.
    case label(Label)

    /// The lower and upper edge of a band at one x.
    public struct Band: Sendable, Hashable {
        /// The place on the x axis.
        public var x: Double
        /// The lower edge.
        public var low: Double
        /// The upper edge.
        public var high: Double

        /// The edges at one x, in the units of the axes.
        public init(x: Double, low: Double, high: Double) {
            self.x = x
            self.low = low
            self.high = high
        }
    }

    /// The points that axes of these scales can show; for bands, the points of both edges.
    func admitted(x: Scale, y: Scale) -> [Point] {
        let points =
            switch self {
            case .line(let points, _, _), .points(let points, _, _): points
            case .cloud(let cloud): cloud.points
            case .label(let label): [label.point]
            case .band(let slices, _):
                slices.flatMap { [Point(x: $0.x, y: $0.low), Point(x: $0.x, y: $0.high)] }
            }
        return points.filter { x.admits($0.x) && y.admits($0.y) }
    }
}
