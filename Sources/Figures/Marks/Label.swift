/// A text beside a point, on a side where it covers none of the points to avoid.
public struct Label: Sendable, Equatable {
    /// Where the text lies as seen from its point.
    public enum Side: Sendable, Equatable, CaseIterable {
        /// The eight sides, in the order in which they are tried.
        case right, left, above, aboveRight, aboveLeft, below, belowRight, belowLeft
    }

    /// The point, in the units of the axes.
    public var point: Point
    /// The text.
    public var text: RichText
    /// Points that the label avoids if it can.
    public var avoiding: [Point]
    /// The preferred side. If it is not free, the sides after it are tried, then those before it.
    public var side: Side

    /// A text beside a point.
    public init(_ text: RichText, at point: Point, avoiding: [Point] = [], side: Side = .right) {
        self.point = point
        self.text = text
        self.avoiding = avoiding
        self.side = side
    }
}
