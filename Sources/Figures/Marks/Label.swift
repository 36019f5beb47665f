/// A text beside a point, on a side where it covers none of the points to avoid.
public struct Label: Sendable, Equatable {
    public enum Side: Sendable, Equatable, CaseIterable {
        case right, left, above, aboveRight, aboveLeft, below, belowRight, belowLeft
    }

    public var point: Point
    public var text: RichText
    /// Points that the label avoids if it can.
    public var avoiding: [Point]
    /// The preferred side. If it is not free, the sides after it are tried, then those before it.
    public var side: Side

    public init(_ text: RichText, at point: Point, avoiding: [Point] = [], side: Side = .right) {
        self.point = point
        self.text = text
        self.avoiding = avoiding
        self.side = side
    }
}
