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
        ([columns] + rows).map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
    }

    /// The field, quoted if it contains a comma, a quote or a line break.
    private static func field(_ text: String) -> String {
        // Unicode scalars, because Swift takes a carriage return and a line feed together for one character.
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
