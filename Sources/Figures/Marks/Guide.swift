/// A thin grey line to compare data with, named at its end. It is straight on the panel's scales, so on logarithmic
/// axes it is a power law. It lies below the data, and does not extend the axes; it is cut off at the edge of the
/// panel.
public struct Guide: Sendable, Equatable {
    /// The beginning of the line, in the units of the axes.
    public var start: Point
    /// The end of the line, unless it leaves the panel before.
    public var end: Point
    /// The text at the line's end.
    public var label: RichText

    /// A line between two points.
    public init(from start: Point, to end: Point, label: RichText) {
        self.start = start
        self.end = end
        self.label = label
    }
}
