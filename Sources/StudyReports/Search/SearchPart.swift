import Figures

/// One part of a search's figures: its tiles, and the numbers that they show.
protocol SearchPart: Sendable {
    /// - Throws: ``SearchPartAbsence`` where the search does not have what the part shows.
    init(_ trials: SearchTrials) throws(SearchPartAbsence)

    /// `[row][tile]`; the first has no heading yet.
    var rows: [[Tile]] { get }
    /// How things are drawn.
    var legend: [LegendEntry] { get }
    /// Sentences below the picture.
    var notes: [RichText] { get }
    /// What it shows, all digits.
    var table: CSVTable { get }
}
