import StudyReports

/// Rows of text under a header, columns aligned: numbers to the right, words to the left.
struct TextTable {
    struct Column {
        let title: String
        let isNumeric: Bool

        static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
        static func word(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    }

    let columns: [Column]
    var rows: [[String]] = []

    var text: String {
        let lines = ([columns.map(\.title)] + rows).map { $0.map(TerminalText.line) }
        let widths = columns.indices.map { index in lines.map { $0[index].count }.max() ?? 0 }
        return lines.map { line in
            let cells = zip(line, zip(columns, widths)).map { cell, shape in
                let padding = String(repeating: " ", count: shape.1 - cell.count)
                return shape.0.isNumeric ? padding + cell : cell + padding
            }
            let text = cells.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// Comma-separated values with a header, without the last line's end.
    var csv: String { String(CSVTable(columns: columns.map(\.title), rows: rows).text.dropLast()) }
}
