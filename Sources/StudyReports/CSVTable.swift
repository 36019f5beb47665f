/// A table that other programs read: comma-separated values (RFC 4180), with a line feed at the end of each line.
public struct CSVTable: Sendable, Equatable {
    public var columns: [String]
    /// `[row][column]`
    public var rows: [[String]]

    public init(columns: [String], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    public var text: String {
        ([columns] + rows).map { Self.line($0) + "\n" }.joined()
    }

    /// A row or the header, without its line feed.
    static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    /// The field, quoted if it contains a comma, a quote or a line break.
    private static func field(_ text: String) -> String {
        // Bytes, because Swift takes a carriage return and a line feed together for one character.
        let isSpecial = { (byte: UInt8) in byte == 0x2C || byte == 0x22 || byte == 0x0D || byte == 0x0A }
        guard text.utf8.contains(where: isSpecial) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
