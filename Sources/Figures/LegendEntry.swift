/// One entry of a legend: a key, and the name of the marks that look like it.
public struct LegendEntry: Sendable, Equatable {
    public enum Key: Sendable, Equatable {
        /// A patch of the colour, for a series whose marks have several forms.
        case colour(Ink)
        case line(Ink, Mark.Dash)
        case dot(Ink, filled: Bool)
    }

    public var key: Key
    public var label: RichText

    public init(_ key: Key, _ label: RichText) {
        self.key = key
        self.label = label
    }
}
