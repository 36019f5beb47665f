/// A table as comma-separated values (RFC 4180, lines ended by a line feed): for other programs.
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

    /// In quotes where it has to be.
    private static func field(_ text: String) -> String {
        // Scalars, not characters: a carriage return and a line feed are one character together.
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
