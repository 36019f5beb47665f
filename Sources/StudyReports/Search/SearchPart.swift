import Figures

/// One part of the figures of a search: its tiles and the data that they show.
protocol SearchPart: Sendable {
    /// - Throws: ``SearchPartAbsence`` if the search lacks the data of the part.
    init(_ trials: SearchTrials) throws(SearchPartAbsence)

    /// `[row][tile]`. The first tile gets its heading later.
    var rows: [[Tile]] { get }
    /// The meaning of the points, lines and colours.
    var legend: [LegendEntry] { get }
    /// The sentences below the picture.
    var notes: [RichText] { get }
    /// The data of the part at full precision.
    var table: CSVTable { get }
}
