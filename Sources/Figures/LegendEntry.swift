/// One entry of a legend: a key, and the name of the marks that look like it.
public struct LegendEntry: Sendable, Equatable {
    /// The sample beside the name.
    public enum Key: Sendable, Equatable {
        /// A patch of the colour, for a series whose marks have several forms.
        case colour(Ink)
        /// A piece of line with these dashes.
        case line(Ink, Mark.Dash)
        /// A disc, or a ring where it is not filled.
        case dot(Ink, filled: Bool)
    }

    /// The sample.
    public var key: Key
    /// The name.
    public var label: RichText

    /// An entry of a legend.
    public init(_ key: Key, _ label: RichText) {
        self.key = key
        self.label = label
    }
}
