/// A point of a chart, in the units of its axes.
public struct Point: Sendable, Hashable {
    /// The place on the x axis.
    public var x: Double
    /// The place on the y axis.
    public var y: Double

    /// A point in the units of the axes.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
