/// A row of short vertical strokes above a panel's data, at the times of events, for example spikes.
public struct Raster: Sendable, Equatable {
    /// The positions of the strokes, in the units of the x axis. They do not extend the axis.
    public var x: [Double]
    /// The text beside the row, at the right edge.
    public var label: RichText
    /// The colour of the strokes.
    public var ink: Ink

    /// A row of strokes at these x.
    public init(x: [Double], label: RichText = "", ink: Ink) {
        self.x = x
        self.label = label
        self.ink = ink
    }
}
