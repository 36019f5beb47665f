/// Many small points of one ink, in the units of the axes. Of points that would lie over each other only the first is
/// drawn, so that the picture stays small however many there are.
public struct Cloud: Sendable, Equatable {
    /// What a point looks like.
    public enum Form: Sendable, Equatable {
        case dots
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
    public var form: Form

    public init(_ points: [Point], _ ink: Ink, _ form: Form = .dots) {
        self.points = points
        self.ink = ink
        self.form = form
    }
}
