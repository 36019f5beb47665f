/// An error of a server or of the connection to it.
struct ServerError: Error, Sendable {
    /// SQLSTATE, the standard's code of an error; nil where the connection failed.
    let state: String?
    /// One line.
    let message: String

    init(state: String?, message: String) {
        self.state = state
        self.message = Self.line(message)
    }

    /// Whether the connection has ended. A transaction that was not being committed has then been rolled back.
    var isLoss: Bool {
        guard let state else { return true }
        // Shutdowns, and time limits for idle sessions and transactions.
        return state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03", "25P04"].contains(state)
    }

    /// Whether the transaction was rolled back because of another one, so that a second attempt may succeed.
    var isCollision: Bool { state == "40001" || state == "40P01" }

    /// Whether a row was refused by a condition of its table, by another row with its key, or since it came twice.
    var isRefusedRow: Bool { ["23514", "23505", "21000"].contains(state) }

    /// A message of the server or of libpq as one line. Libpq repeats what it says of a lost connection.
    static func line(_ text: String) -> String {
        var line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for word in ["FATAL: ", "ERROR: "] { line = line.replacing(word, with: "") }
        if let end = line.range(of: " This probably means ") { line = String(line[..<end.lowerBound]) }
        return String(line.prefix(400))
    }
}
