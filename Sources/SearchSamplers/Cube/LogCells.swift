/// The cells of whole numbers on a log scale. The number n has the place of all real numbers that are rounded to it, from
/// n - 1/2 to n + 1/2, so the cells of large numbers are narrow.
struct LogCells: Sendable, Hashable {
    let count: Int
    private let low: Double
    private let logLow: Double
    /// The whole axis, in units of the natural logarithm.
    private let span: Double

    /// - Precondition: the range begins above 0.
    init(_ range: ClosedRange<Int>) {
        count = range.count
        low = Double(range.lowerBound) - 0.5
        logLow = PortableMath.log(low)
        span = PortableMath.log(Double(range.upperBound) + 0.5) - logLow
    }

    /// The coordinate of the lower edge of a cell; of cell `count`, the end of the axis.
    func edge(of cell: Int) -> Double {
        if cell <= 0 { return 0 }
        return cell >= count ? 1 : (PortableMath.log(low + Double(cell)) - logLow) / span
    }

    func width(of cell: Int) -> Double { edge(of: cell + 1) - edge(of: cell) }
    func middle(of cell: Int) -> Double { 0.5 * (edge(of: cell) + edge(of: cell + 1)) }

    /// The cell at a coordinate, which is clipped to [0, 1].
    func cell(at coordinate: Double) -> Int {
        let number = PortableMath.exp(logLow + span * min(max(coordinate, 0), 1))
        var cell = Int(min(max(number - low, 0), Double(count - 1)))
        // The arithmetic may have crossed an edge.
        if cell > 0, edge(of: cell) > coordinate { cell -= 1 }
        if cell < count - 1, edge(of: cell + 1) <= coordinate { cell += 1 }
        return cell
    }
}
