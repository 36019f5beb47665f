/// A picture of one panel or several, one below the other, with a title and a legend above them and notes below.
///
/// As SVG it is complete in itself: no script, no reference to anything else, colours for light and dark ground by the
/// reader's preference. The same figure is the same text, to the byte. All text lies within the picture, which becomes
/// wider than ``width`` where a line of the legend needs it.
public struct Figure: Sendable, Equatable {
    public var title: RichText
    /// Groups of entries, each of which begins a line.
    public var legend: [[LegendEntry]]
    /// From top to bottom.
    public var panels: [Panel]
    /// Sentences below, each on lines of its own.
    public var notes: [RichText]
    /// In the picture's units; text is 12 of them high, and the reader may scale all.
    public var width: Double

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
