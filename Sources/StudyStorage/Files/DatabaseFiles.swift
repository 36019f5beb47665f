import Foundation

/// Tells SQLite's files from others: a database by its header, the files that SQLite keeps beside it by their names.
enum DatabaseFiles {
    /// What SQLite adds to a database's name to name the files beside it.
    static let companionEndings = ["-wal", "-shm", "-journal"]
    /// The same, and the lock of other programs and versions.
    private static let endings = companionEndings + [".lock"]

    /// Why a file must not be replaced.
    enum Protection {
        /// It is a database that the caller named, or a file that SQLite keeps beside that one.
        case storage
        /// It is some SQLite database, or a file that SQLite keeps beside one.
        case database
        /// It cannot be read, so it may be a database.
        case unreadable
    }

    /// Why a file must not be replaced; nil where it may be.
    ///
    /// The storages are compared by device and inode before any file is read: to close a second descriptor of a database
    /// that this process has open would drop SQLite's locks on it.
    ///
    /// - Parameters:
    ///   - place: a path without symbolic links. There need not be a file.
    ///   - storages: databases that stay, as the user named them. One that does not exist protects nothing.
    static func protection(of place: String, sparing storages: [String]) -> Protection? {
        let identity = FileIdentity(path: place)
        for storage in storages where FileIdentity(path: storage) != .missing {
            // SQLite names the companions after the file that a symbolic link leads to.
            for name in Set([storage, TargetPlace.resolved(storage)]) {
                for path in [name] + endings.map({ name + $0 }) {
                    if TargetPlace.resolved(path) == place { return .storage }
                    if case .file = identity, FileIdentity(path: path) == identity { return .storage }
                }
            }
        }
        switch content(of: place) {
        case .sqlite: return .database
        case .unreadable: return .unreadable
        case .empty, .other, .noFile: break
        }
        if isCompanion(place) { return .database }
        // A database whose first page still lies in its log.
        let hasLog = companionEndings.contains { content(of: place + $0) == .sqlite }
        return hasLog && content(of: place) == .empty ? .database : nil
    }

    /// Whether a name is that of a file that SQLite keeps beside a database that is there.
    static func isCompanion(_ place: String) -> Bool {
        endings.contains { place.hasSuffix($0) && content(of: String(place.dropLast($0.count))) == .sqlite }
    }

    // MARK: Content

    enum Content {
        /// It begins as a database, a write-ahead log or a rollback journal does.
        case sqlite
        case empty
        case other
        case unreadable
        /// There is nothing, or a folder, a pipe, a device.
        case noFile
    }

    static func content(of path: String) -> Content {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .noFile }
        guard status.st_size > 0 else { return .empty }
        guard let header = header(of: path) else { return .unreadable }
        return headers.contains { header.starts(with: $0) } ? .sqlite : .other
    }

    /// The journal mode of a database with settle's mark, 4 bytes at 68; nil where the file is no such database.
    static func journalMode(ofOurs path: String) -> JournalMode? {
        guard let header = header(of: path), mark(header) == Schema.applicationID else { return nil }
        return header[18] == 2 ? .writeAheadLog : .rollback
    }

    /// Whether a file is no database, or one that says that it belongs to another program. A file that is empty or too
    /// short for a header is neither: a new database may look so.
    static func isOfAnotherProgram(_ path: String) -> Bool {
        guard let header = header(of: path), header.count == 72 else { return false }
        return mark(header).map { $0 != 0 && $0 != Schema.applicationID } ?? true
    }

    /// The program's mark in a database's header; nil where this is no such header.
    private static func mark(_ header: Data) -> Int32? {
        guard header.count == 72, header.starts(with: headers[0]) else { return nil }
        return header[68..<72].reduce(0) { $0 << 8 | Int32(truncatingIfNeeded: $1) }
    }

    enum JournalMode {
        /// As runs leave a file that they have worked on.
        case writeAheadLog
        /// As a backup leaves a copy, and a merge its new file.
        case rollback
    }

    /// The first 72 bytes; fewer where the file is shorter, nil where it cannot be read.
    private static func header(of path: String) -> Data? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        return try? file.read(upToCount: 72) ?? Data()
    }

    private static let headers = [
        Data("SQLite format 3\0".utf8),
        // A write-ahead log, in either order of bytes, and its version.
        Data([0x37, 0x7F, 0x06, 0x82, 0x00, 0x2D, 0xE2, 0x18]),
        Data([0x37, 0x7F, 0x06, 0x83, 0x00, 0x2D, 0xE2, 0x18]),
        // A rollback journal.
        Data([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]),
    ]
}
