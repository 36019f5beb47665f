/// A thin grey line to compare data with, named at its end. It is straight on the panel's scales, so on logarithmic
/// axes it is a power law. It lies below the data, and does not extend the axes; it is cut off at the edge of the
/// panel.
public struct Guide: Sendable, Equatable {
    public var start: Point
    /// The end of the line, unless it leaves the panel before.
    public var end: Point
    public var label: RichText

    public init(from start: Point, to end: Point, label: RichText) {
        self.start = start
        self.end = end
        self.label = label
    }
}
