/// One chart of a row in a ``Sheet``, with a heading.
public struct Tile: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        case panel(Panel)
        case bars(Bars)
        case parallel(ParallelAxes)
        case colourBar(ColourBar)
        /// An empty frame with a sentence in it.
        case message(RichText, height: Double)
    }

    /// The width of a tile in its row.
    public enum Width: Sendable, Equatable {
        /// A share of the width that fixed tiles leave, in proportion to the shares of other tiles.
        case share(Double)
        /// In the picture's units.
        case fixed(Double)
    }

    /// Bold text above everything else; may be empty.
    public var heading: RichText
    /// Text below the heading.
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
