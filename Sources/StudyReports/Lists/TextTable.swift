/// A table of texts with a header.
public struct TextTable: Sendable, Equatable {
    /// A column, with what may become of it where the table is wider than a terminal.
    public struct Column: Sendable, Equatable {
        /// How the texts of a column may be made narrower.
        public enum Narrowing: Sendable, Hashable {
            /// They are shown whole or not at all, because a part of a number is another number.
            case none
            /// The end is left out, down to this width.
            case cut(to: Int)
            /// The middle is left out, down to this width: names differ at both ends.
            case cutInside(to: Int)
            /// Only the first characters are shown, without a mark: the day of a time, the beginning of a checksum.
            case clipped(to: Int)
            /// They are broken into lines, down to this width.
            case folded(to: Int)
        }

        public let title: String
        /// Whether the column is aligned to the right, as numbers are, and not to the left.
        public let isNumeric: Bool
        /// Columns of the highest rank are narrowed first, then left out, from the right; rank 0 is the last. The first
        /// column is never left out.
        public private(set) var rank = 0
        public private(set) var narrowing = Narrowing.none

        public static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
        public static func word(_ title: String) -> Column { Column(title: title, isNumeric: false) }

        public func ranked(_ rank: Int) -> Column {
            var column = self
            column.rank = rank
            return column
        }

        public func narrowed(_ narrowing: Narrowing) -> Column {
            var column = self
            column.narrowing = narrowing
            return column
        }
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
