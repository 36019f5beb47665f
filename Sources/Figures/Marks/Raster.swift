/// A row of short upright strokes above a panel's data: the times of events, such as spikes.
public struct Raster: Sendable, Equatable {
    /// Where the strokes are, in the units of the x axis. They do not widen it.
    public var x: [Double]
    /// Beside the row, at the right edge.
    public var label: RichText
    public var ink: Ink

    public init(x: [Double], label: RichText = "", ink: Ink) {
        self.x = x
        self.label = label
        self.ink = ink
    }
}
