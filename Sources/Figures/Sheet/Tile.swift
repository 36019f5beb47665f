/// A part of a row of a ``Sheet``: one chart, with a heading.
public struct Tile: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        case panel(Panel)
        case bars(Bars)
        case parallel(ParallelAxes)
        case colourBar(ColourBar)
        /// An empty frame of a height, with a sentence in it.
        case message(RichText, height: Double)
    }

    /// How much of its row a tile takes up.
    public enum Width: Sendable, Equatable {
        /// A part of what is left, in proportion to the other tiles' parts.
        case share(Double)
        /// In the picture's units.
        case fixed(Double)
    }

    /// Bold, above everything else; may be empty.
    public var heading: RichText
    /// Below the heading.
    public var legend: [LegendEntry]
    public var content: Content
    public var width: Width

    public init(
        _ content: Content, heading: RichText = "", legend: [LegendEntry] = [], width: Width = .share(1)
    ) {
        self.content = content
        self.heading = heading
        self.legend = legend
        self.width = width
    }
}
