/// Many small points, in the units of the axes. If points would cover each other, only the first is drawn. This keeps
/// the picture small for any number of points.
public struct Cloud: Sendable, Equatable {
    /// The look of the points.
    public enum Form: Sendable, Equatable {
        /// Small dots, for thousands of points.
        case dots
        /// Dots large enough to be seen one by one.
        case spots
        /// Larger dots, close to each other, for a map.
        case blots
        /// Discs, for few positions that stand for many points.
        case discs
        /// Hollow circles.
        case rings
    }

    /// The most important first.
    public var points: [Point]
    /// The colour of all points, unless they have the colour scale's.
    public var ink: Ink
    /// [point]: the step of the colour scale, which replaces the ink; empty if all points have the ink.
    public private(set) var steps: [Int] = []
    /// The look of the points.
    public var form: Form

    /// Points of one colour; the most important first.
    public init(_ points: [Point], _ ink: Ink, _ form: Form = .dots) {
        self.points = points
        self.ink = ink
        self.form = form
    }

    /// Points of the colour scale.
    ///
    /// - Parameters:
    ///   - points: the most important first, each with its step.
    ///   - form: the look of the points.
    public init(_ points: [(point: Point, step: Int)], _ form: Form) {
        self.init(points.map(\.point), .shade(0), form)
        steps = points.map { ColourScale.clamped($0.step) }
    }
}
