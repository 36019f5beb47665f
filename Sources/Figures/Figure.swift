/// A picture of one panel or several, one below the other, with a title and a legend above them and notes below.
///
/// The SVG document is complete in itself: it has no script and no reference to anything else, and its colours follow
/// the reader's preference for a light or dark background. The same figure gives the same text, to the byte. All text
/// lies within the picture, which becomes wider than ``width`` if an entry of the legend needs it.
public struct Figure: Sendable, Equatable {
    /// The text above everything else.
    public var title: RichText
    /// Groups of entries. Each group begins a new line.
    public var legend: [[LegendEntry]]
    /// From top to bottom.
    public var panels: [Panel]
    /// Sentences below the panels, each on lines of its own.
    public var notes: [RichText]
    /// In the picture's units. Text is 12 units high; the reader may scale the whole picture.
    public var width: Double

    /// A picture of these panels, from top to bottom.
    ///
    /// `width` is in the picture's units.
    public init(
        _ title: RichText, legend: [[LegendEntry]] = [], panels: [Panel], notes: [RichText] = [], width: Double = 480
    ) {
        self.title = title
        self.legend = legend
        self.panels = panels
        self.notes = notes
        self.width = width
    }

    /// The picture as an SVG document.
    public var svg: String { FigureDrawing(self).svg }
}
