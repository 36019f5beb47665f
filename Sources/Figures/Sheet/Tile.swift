/// One chart of a row in a ``Sheet``, with a heading.
public struct Tile: Sendable, Equatable {
    /// What a tile shows.
    public enum Content: Sendable, Equatable {
        /// One chart.
        case panel(Panel)
        /// Bars with their numbers.
        case bars(Bars)
        /// Parallel coordinates.
        case parallel(ParallelAxes)
        /// The key of a colour scale.
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
    /// What the tile shows.
    public var content: Content
    /// The tile's width in its row.
    public var width: Width

    /// A tile of a row.
    public init(
        _ content: Content, heading: RichText = "", legend: [LegendEntry] = [], width: Width = .share(1)
    ) {
        self.content = content
        self.heading = heading
        self.legend = legend
        self.width = width
    }
}
