/// A value of y that is marked with a label at the right edge of a panel, outside the data: the end of a line, or a
/// reading to compare with.
public struct EdgeMark: Sendable, Equatable {
    public var y: Double
    public var label: RichText
    public var ink: Ink

    public init(y: Double, label: RichText, ink: Ink) {
        self.y = y
        self.label = label
        self.ink = ink
    }
}
