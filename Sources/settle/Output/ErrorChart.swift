import Foundation
import StudyReports

/// A chart of a curve on two logarithmic axes, drawn with characters.
struct ErrorChart {
    /// The points. Only points with finite x and y above 0 are drawn.
    let points: [(x: Double, y: Double)]
    var width = 60
    var height = 12

    var text: String {
        let drawn = points.filter { $0.x > 0 && $0.y > 0 && $0.x.isFinite && $0.y.isFinite }
        guard let lowX = drawn.map(\.x).min(), let highX = drawn.map(\.x).max(), let lowY = drawn.map(\.y).min(),
            let highY = drawn.map(\.y).max()
        else { return "(nothing above 0 to draw)" }
        var rows = Array(repeating: Array(repeating: Character(" "), count: width), count: height)
        for point in drawn {
            let column = place(point.x, lowX, highX, width)
            rows[height - 1 - place(point.y, lowY, highY, height)][column] = "*"
        }
        let top = NumberText.short(highY)
        let bottom = NumberText.short(lowY)
        let margin = max(top.count, bottom.count)
        let lines = rows.enumerated().map { index, row in
            let label = index == 0 ? top : index == height - 1 ? bottom : ""
            return String(repeating: " ", count: margin - label.count) + label + " |" + String(row)
        }
        let last = NumberText.short(highX)
        let axis = String(repeating: " ", count: margin) + " +" + String(repeating: "-", count: width)
        let first = NumberText.short(lowX)
        let gap = max(1, width - first.count - last.count)
        let ticks = String(repeating: " ", count: margin + 2) + first + String(repeating: " ", count: gap) + last
        return (lines + [axis, ticks]).joined(separator: "\n")
    }

    private func place(_ value: Double, _ low: Double, _ high: Double, _ cells: Int) -> Int {
        // Logarithms are subtracted, because the ratio of a large and a tiny number overflows.
        let span = log(high) - log(low)
        guard span > 0 else { return 0 }
        return min(cells - 1, Int(((log(value) - log(low)) / span * Double(cells)).rounded(.down)))
    }
}
