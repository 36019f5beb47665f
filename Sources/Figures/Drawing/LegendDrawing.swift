/// Draws the entries of a legend one after the other, in the number of rows that they need.
enum LegendDrawing {
    private static let keyWidth = 33.0
    private static let gap = 12.0

    /// The entries in rows. No row is wider than `width`, unless a single entry is.
    static func rows(_ entries: [LegendEntry], width: Double) -> [[LegendEntry]] {
        var rows: [[LegendEntry]] = []
        for entry in entries {
            if let last = rows.last, self.width(of: last + [entry]) <= width {
                rows[rows.count - 1].append(entry)
            } else {
                rows.append([entry])
            }
        }
        return rows
    }

    static func width(of row: [LegendEntry]) -> Double {
        row.reduce(-gap) { $0 + advance($1) }
    }

    static func draw(_ row: [LegendEntry], x: Double, baseline: Double, on canvas: inout Canvas) {
        var x = x
        for entry in row {
            let middle = baseline - 4
            switch entry.key {
            case .colour(let ink): canvas.patch(x: x, y: middle - 5, width: 10, height: 10, ink: ink)
            case .line(let ink, let dash):
                canvas.line([(x, middle), (x + keyWidth - 6, middle)], ink: ink, style: dash.style)
            case .dot(let ink, let filled): canvas.disc(x: x + 5, y: middle, ink: ink, filled: filled)
            }
            canvas.text(
                entry.label, x: x + keyWidth(entry), y: baseline, size: FigureDrawing.text, ink: .text)
            x += advance(entry)
        }
    }

    private static func advance(_ entry: LegendEntry) -> Double {
        keyWidth(entry) + TextWidth.of(entry.label, size: FigureDrawing.text) + gap
    }

    /// The width of the key and the space after it.
    private static func keyWidth(_ entry: LegendEntry) -> Double {
        switch entry.key {
        case .colour, .dot: 16
        case .line: keyWidth
        }
    }
}
