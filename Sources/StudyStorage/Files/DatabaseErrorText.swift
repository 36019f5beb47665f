import GRDB

extension DatabaseError {
    /// The error in words, on one line.
    var text: String {
        // SQLite forgets the message where a later call on the connection succeeds.
        guard let message, message != "not an error" else { return codeText + limit }
        return line(message) + limit
    }

    /// The limit that may be the cause. SQLite does not tell it from other errors of writing.
    private var limit: String {
        guard resultCode == .SQLITE_IOERR, let size = SystemLimits.fileSize else { return "" }
        return "; a process may write at most \(size) bytes to a file here, see 'ulimit -f'"
    }

    private func line(_ message: String) -> String {
        message.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private var codeText: String {
        switch resultCode {
        case .SQLITE_IOERR: "disk I/O error"
        case .SQLITE_CANTOPEN: "unable to open database file"
        case .SQLITE_FULL: "database or disk is full"
        case .SQLITE_READONLY: "attempt to write a readonly database"
        case .SQLITE_CORRUPT: "database disk image is malformed"
        case .SQLITE_NOMEM: "out of memory"
        case .SQLITE_BUSY, .SQLITE_LOCKED: "database is locked"
        default: "SQLite error \(resultCode.rawValue)"
        }
    }
}
