/// One line of a legend: how something is drawn, and what it is.
public struct LegendEntry: Sendable, Equatable {
    public enum Key: Sendable, Equatable {
        /// A patch of the colour, for what is drawn in several ways in it.
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
