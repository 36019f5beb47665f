/// A thin grey line to compare data with, straight on the panel's scales and named at its end: on logarithmic axes a
/// power law. It ends where the panel does, which it does not widen, and lies below the data.
public struct Guide: Sendable, Equatable {
    public var start: Point
    /// Where it ends, unless it leaves the panel before.
    public var end: Point
    public var label: RichText

    public init(from start: Point, to end: Point, label: RichText) {
        self.start = start
        self.end = end
        self.label = label
    }
}
