import StudyReports

extension TextTable {
    /// The whole table with aligned columns and without trailing spaces, for files and other programs.
    var text: String { text(width: nil) }

    /// The table with aligned columns and without trailing spaces.
    ///
    /// - Parameters:
    ///   - width: the columns of the terminal, which no line exceeds: texts that are the same in every row are said once
    ///     above the table, other columns are narrowed or left out by their ranks, and a line below says which. Nil for
    ///     the whole table.
    ///   - hasTitles: whether the table begins with a header.
    ///   - remedy: where the columns are that were left out.
    func text(width: Int?, hasTitles: Bool = true, remedy: String = "see all columns with -f csv") -> String {
        let cells = rows.map { $0.map(TerminalText.cell) }
        let titles = columns.map { TerminalText.cell($0.title) }
        let fit = TableFit(columns, cells, titles: hasTitles ? titles : nil, width: width)
        var lines: [String] = []
        if let width {
            let same = fit.same.filter { cells.first?[$0].isEmpty == false }
            let said = same.map { "\(titles[$0]) \(cells[0][$0])" }.joined(separator: ", ")
            if !same.isEmpty { lines += NarrowText.folded("In every row: \(said)", to: width) }
        }
        if hasTitles { lines += fit.lines(of: titles) }
        for row in cells { lines += fit.lines(of: row) }
        if let width, !fit.leftOut.isEmpty {
            var names: [String] = []
            for index in fit.leftOut where !names.contains(titles[index]) { names.append(titles[index]) }
            lines += NarrowText.folded(
                "Left out to fit \(width) columns: \(names.joined(separator: ", ")); \(remedy)", to: width)
        }
        return lines.joined(separator: "\n")
    }
}

extension TableFit {
    /// The lines of a row: one, or more where a text is folded.
    fileprivate func lines(of row: [String]) -> [String] {
        let cells = shown.map { lines(of: row[$0], in: $0) }
        return (0..<(cells.map(\.count).max() ?? 0)).map { line in
            let parts = zip(shown, cells).map { index, cell in
                aligned(line < cell.count ? cell[line] : "", in: index)
            }
            return Self.withoutTrailingSpaces(parts.joined(separator: String(repeating: " ", count: Self.gap)))
        }
    }

    private static func withoutTrailingSpaces(_ text: String) -> String {
        let bytes = text.utf8
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes[bytes.index(before: end)] == UInt8(ascii: " ") {
            end = bytes.index(before: end)
        }
        return String(text[..<end])
    }

    private func lines(of text: String, in index: Int) -> [String] {
        let width = widths[index]
        guard DisplayWidth.of(text) > width else { return [text] }
        return switch narrowing(index) {
        case .folded: NarrowText.folded(text, to: width)
        case .clipped: [NarrowText.clipped(text, to: width)]
        case .cutInside: [NarrowText.cutInside(text, to: width)]
        case .none, .cut: [NarrowText.cut(text, to: width)]
        }
    }

    private func aligned(_ text: String, in index: Int) -> String {
        let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
        return isNumeric(index) ? padding + text : text + padding
    }
}
