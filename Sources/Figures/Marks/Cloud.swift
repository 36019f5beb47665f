/// Many small points, in the units of the axes. Of points that would lie over each other only the first is
/// drawn, so that the picture stays small however many there are.
public struct Cloud: Sendable, Equatable {
    /// What a point looks like.
    public enum Form: Sendable, Equatable {
        case dots
        /// Dots of a size to be found one by one.
        case spots
        /// Larger dots, close to each other, for a map.
        case blots
        /// Discs, where few places stand for many points.
        case discs
        /// Hollow.
        case rings
    }

    /// The most important first.
    public var points: [Point]
    public var ink: Ink
    /// The steps of the colour scale of all points, in place of the ink; empty for the ink.
    public private(set) var steps: [Int] = []
    public var form: Form

    public init(_ points: [Point], _ ink: Ink, _ form: Form = .dots) {
        self.points = points
        self.ink = ink
        self.form = form
    }

    /// Points of the colour scale.
    ///
    /// - Parameter points: the most important first, each with its step.
    public init(_ points: [(point: Point, step: Int)], _ form: Form) {
        self.init(points.map(\.point), .shade(0), form)
        steps = points.map { ColourScale.clamped($0.step) }
    }
}
