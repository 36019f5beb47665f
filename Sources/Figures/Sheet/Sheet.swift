/// A picture of tiles side by side in rows, with a title and a legend above them and notes below: several charts that
/// tell one thing together.
///
/// Like ``Figure``, it is complete in itself as SVG, the same text for the same sheet, and holds all its text.
public struct Sheet: Sendable, Equatable {
    public var title: RichText
    /// Groups of entries, each of which begins a line.
    public var legend: [[LegendEntry]]
    /// `[row][tile]`, from top to bottom and left to right.
    public var rows: [[Tile]]
    /// Sentences below, each on lines of its own.
    public var notes: [RichText]
    /// In the picture's units; text is 12 of them high, and the reader may scale all.
    public var width: Double

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
