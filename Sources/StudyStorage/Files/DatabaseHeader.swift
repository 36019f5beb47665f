import Foundation

/// The beginning of a file, where SQLite databases name themselves (the first 100 bytes of the format).
struct DatabaseHeader {
    /// Whether the file begins as SQLite's do.
    let isSQLite: Bool
    /// The program that the database belongs to, as it says itself; 0 where it does not.
    let applicationID: Int32

    /// - Returns: nil where the file cannot be read, or is shorter than a header.
    init?(_ path: String) {
        // Without O_NONBLOCK a pipe would be waited for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 72)
        guard read(descriptor, &bytes, bytes.count) == bytes.count else { return nil }
        isSQLite = bytes.starts(with: Array("SQLite format 3\0".utf8))
        applicationID = bytes[68..<72].reduce(0) { $0 << 8 | Int32(truncatingIfNeeded: $1) }
    }

    /// Whether the database is settle's.
    var isOurs: Bool { isSQLite && applicationID == Schema.applicationID }

    /// Whether the database says that it belongs to another program, or the file is no database at all.
    var isOfAnotherProgram: Bool { !isSQLite || (applicationID != 0 && !isOurs) }
}
