/// What is drawn in a panel, in the units of its axes. Later marks lie over earlier ones.
///
/// A value that an axis does not admit (not finite, or 0 on a logarithmic axis) is left out: it parts a line, and a band
/// is parted by one at its upper edge.
public enum Mark: Sendable, Equatable {
    /// Points joined in their order. One between two gaps is a dot.
    case line([Point], Ink, Dash = .solid)
    /// The area between a lower and an upper curve. A lower edge that a logarithmic axis does not admit is at its foot.
    case band([Band], Ink)
    /// Discs, or rings.
    case points([Point], Ink, filled: Bool = true)
    /// Many small points at once.
    case cloud(Cloud)
    /// Text beside a point, over whatever else lies there.
    case label(Label)

    /// A band's extent at one x.
    public struct Band: Sendable, Hashable {
        public var x: Double
        public var low: Double
        public var high: Double

        public init(x: Double, low: Double, high: Double) {
            self.x = x
            self.low = low
            self.high = high
        }
    }

    /// The points that axes of these scales have a place for; of bands the edges.
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
