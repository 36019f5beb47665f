/// A text beside a point, on that side of it where it hides no other that matters.
public struct Label: Sendable, Equatable {
    public enum Side: Sendable, Equatable, CaseIterable {
        case right, left, above, aboveRight, aboveLeft, below, belowRight, belowLeft
    }

    public var point: Point
    public var text: RichText
    /// Points that it does not lie over, if there is a place for it.
    public var avoiding: [Point]
    /// Where it stands if it can; otherwise on one of the sides after it, or before.
    public var side: Side

    public init(_ text: RichText, at point: Point, avoiding: [Point] = [], side: Side = .right) {
        self.point = point
        self.text = text
        self.avoiding = avoiding
        self.side = side
    }
}
