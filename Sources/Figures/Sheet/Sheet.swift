/// A picture of tiles in rows, with a title and a legend above them and notes below: several charts that belong
/// together.
///
/// As for a ``Figure``, the SVG document is complete in itself, the same sheet gives the same text, and all text lies
/// within the picture.
public struct Sheet: Sendable, Equatable {
    /// The text above everything else.
    public var title: RichText
    /// Groups of entries. Each group begins a new line.
    public var legend: [[LegendEntry]]
    /// `[row][tile]`, from top to bottom and left to right.
    public var rows: [[Tile]]
    /// Sentences below the tiles, each on lines of its own.
    public var notes: [RichText]
    /// In the picture's units. Text is 12 units high; the reader may scale the whole picture.
    public var width: Double

    /// A picture of these tiles, `[row][tile]`.
    ///
    /// `width` is in the picture's units.
    public init(
        _ title: RichText, legend: [[LegendEntry]] = [], rows: [[Tile]], notes: [RichText] = [], width: Double = 960
    ) {
        self.title = title
        self.legend = legend
        self.rows = rows
        self.notes = notes
        self.width = width
    }

    /// The picture as an SVG document.
    public var svg: String { SheetDrawing(self).svg }
}
