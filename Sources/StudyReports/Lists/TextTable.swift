/// A table of texts with a header.
public struct TextTable: Sendable, Equatable {
    public struct Column: Sendable, Equatable {
        public let title: String
        /// Whether the column is aligned to the right, as numbers are, and not to the left.
        public let isNumeric: Bool

        public static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
        public static func word(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    }

    public let columns: [Column]
    /// `[row][column]`
    public var rows: [[String]]

    public init(columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// Comma-separated values with a header, without a line feed at the end of the last line.
    public var csv: String { String(CSVTable(columns: columns.map(\.title), rows: rows).text.dropLast()) }
}
