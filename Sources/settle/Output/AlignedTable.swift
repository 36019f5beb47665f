import StudyReports

extension TextTable {
    /// The table with aligned columns and without trailing spaces.
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
}
