import StudyReports

/// Which columns of a table are shown in a given width, and how wide each is.
struct TableFit {
    /// The indices of the columns that are shown, in order.
    private(set) var shown: [Int]
    /// The indices of the columns that have the same text in every row, which is said once.
    let same: [Int]
    /// The indices of the columns for which there is no room.
    private(set) var leftOut: [Int] = []
    /// The width of each column of the table.
    private(set) var widths: [Int]

    private let columns: [TextTable.Column]
    static let gap = 2

    /// - Parameters:
    ///   - rows: the cells as they are printed.
    ///   - titles: the header as it is printed; nil if there is none.
    ///   - width: nil for as wide as the table is.
    init(_ columns: [TextTable.Column], _ rows: [[String]], titles: [String]?, width: Int?) {
        self.columns = columns
        widths = columns.indices.map { index in
            rows.reduce(titles.map { DisplayWidth.of($0[index]) } ?? 0) { max($0, DisplayWidth.of($1[index])) }
        }
        let isSame = { (index: Int) in
            guard index > 0, let first = rows.first?[index], rows.allSatisfy({ $0[index] == first }) else {
                return false
            }
            return rows.count > 1 || first.isEmpty
        }
        same = width == nil ? [] : columns.indices.filter(isSame)
        shown = columns.indices.filter { [same] in !same.contains($0) }
        if let width { narrow(to: width, titles: titles?.map { DisplayWidth.of($0) }) }
    }

    private var total: Int { shown.reduce(0) { $0 + widths[$1] } + Self.gap * max(0, shown.count - 1) }

    private mutating func narrow(to width: Int, titles: [Int]?) {
        let natural = widths
        var narrowed: Set<Int> = []
        // A clipped text still says what it is for, so this comes before any loss.
        for index in shown where total > width {
            guard case .clipped = columns[index].narrowing else { continue }
            widths[index] = least(index, natural[index], title: titles?[index] ?? 0)
            narrowed.insert(index)
        }
        for rank in Set(columns.map(\.rank)).sorted(by: >) where total > width {
            for index in shown where columns[index].rank == rank {
                widths[index] = least(index, natural[index], title: titles?[index] ?? 0)
                narrowed.insert(index)
            }
            while total > width, let last = shown.last(where: { $0 > 0 && columns[$0].rank == rank }) {
                shown.removeAll { $0 == last }
                leftOut.append(last)
            }
        }
        leftOut.sort()
        // Room that is left goes to the columns that were narrowed, to the narrowest first.
        var room = width - total
        while room > 0, let index = narrowest(of: narrowed, natural, room) {
            let isClipped = if case .clipped = columns[index].narrowing { true } else { false }
            let added = isClipped ? natural[index] - widths[index] : 1
            widths[index] += added
            room -= added
        }
        if let first = shown.first, shown.count == 1 { widths[first] = min(widths[first], width) }
    }

    func narrowing(_ index: Int) -> TextTable.Column.Narrowing { columns[index].narrowing }
    func isNumeric(_ index: Int) -> Bool { columns[index].isNumeric }

    private func least(_ index: Int, _ natural: Int, title: Int) -> Int {
        switch columns[index].narrowing {
        case .none: natural
        case .cut(let least), .cutInside(let least), .clipped(let least), .folded(let least):
            min(natural, max(least, title))
        }
    }

    /// The narrowest of the columns that a wider one would serve.
    private func narrowest(of narrowed: Set<Int>, _ natural: [Int], _ room: Int) -> Int? {
        shown.filter { index in
            guard narrowed.contains(index), widths[index] < natural[index] else { return false }
            // A clipped text is shown so or whole.
            if case .clipped = columns[index].narrowing { return natural[index] - widths[index] <= room }
            return true
        }.min { (widths[$0], $0) < (widths[$1], $1) }
    }
}
