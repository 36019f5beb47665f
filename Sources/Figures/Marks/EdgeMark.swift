/// A value of y that is marked with a label at the right edge of a panel, outside the data: the end of a line, or a
/// reading to compare with.
public struct EdgeMark: Sendable, Equatable {
    /// The value of y, in the units of the axis.
    public var y: Double
    /// The text at the edge.
    public var label: RichText
    /// The colour of the mark.
    public var ink: Ink

    /// A mark at the right edge.
    public init(y: Double, label: RichText, ink: Ink) {
        self.y = y
        self.label = label
        self.ink = ink
    }
}
