import Foundation

/// Recognizes SQLite's files: a database by its header, the files that SQLite keeps beside it by their names.
enum DatabaseFiles {
    /// The endings that SQLite adds to a database's name for the files beside it.
    static let companionEndings = ["-wal", "-shm", "-journal"]
    /// The same, and the ending of the lock files of other programs and versions.
    private static let endings = companionEndings + [".lock"]

    /// Deletes a database and the files that SQLite keeps beside it, as far as they exist.
    static func delete(_ path: String) {
        for ending in [""] + companionEndings { unlink(path + ending) }
    }

    /// Why a file must not be replaced.
    enum Protection {
        /// It is a database that the caller named, or a file that SQLite keeps beside it.
        case storage
        /// It is another SQLite database, or a file that SQLite keeps beside one.
        case database
        /// It cannot be read, so it may be a database.
        case unreadable
    }

    /// Why a file must not be replaced; nil where it may be.
    ///
    /// The storages are compared by device and inode before any file is read. Reading would close a second descriptor
    /// of a database that this process has open, and so drop SQLite's locks on it.
    ///
    /// - Parameters:
    ///   - place: a path without symbolic links. The file need not exist.
    ///   - storages: databases to protect, as the user named them. A database that does not exist protects nothing.
    static func protection(of place: String, sparing storages: [String]) -> Protection? {
        let identity = FileIdentity(path: place)
        for storage in storages where FileIdentity(path: storage) != .missing {
            // SQLite names the files beside a database after the target of a symbolic link.
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
        // The file may be an empty database whose first page is still in its log.
        let hasLog = companionEndings.contains { content(of: place + $0) == .sqlite }
        return hasLog && content(of: place) == .empty ? .database : nil
    }

    /// Whether SQLite uses the name for a file beside an existing database.
    static func isCompanion(_ place: String) -> Bool {
        endings.contains { place.hasSuffix($0) && content(of: String(place.dropLast($0.count))) == .sqlite }
    }

    // MARK: Content

    enum Content {
        /// It begins like a database, a write-ahead log or a rollback journal.
        case sqlite
        case empty
        case other
        case unreadable
        /// The path names nothing, or a folder, a pipe or a device.
        case noFile
    }

    static func content(of path: String) -> Content {
        var status = stat()
        guard stat(path, &status) == 0 else { return [ENOENT, ENOTDIR].contains(errno) ? .noFile : .unreadable }
        guard status.st_mode & S_IFMT == S_IFREG else { return .noFile }
        guard status.st_size > 0 else { return .empty }
        guard let header = header(of: path) else { return .unreadable }
        return headers.contains { header.starts(with: $0) } ? .sqlite : .other
    }

    /// The journal mode of a database with settle's mark; nil where the file is no such database.
    static func journalMode(ofOurs path: String) -> JournalMode? {
        guard let header = header(of: path), mark(header) == Schema.applicationID else { return nil }
        return header[18] == 2 ? .writeAheadLog : .rollback
    }

    /// Whether a file is not a database, or has another program's mark. False for a file that is empty or too short for
    /// a header, because a new database may be so.
    static func isOfAnotherProgram(_ path: String) -> Bool {
        guard let header = header(of: path), header.count == 72 else { return false }
        return mark(header).map { $0 != 0 && $0 != Schema.applicationID } ?? true
    }

    /// The program's mark in a database's header: bytes 68 to 71, big-endian. Nil where this is not the header of a
    /// database.
    private static func mark(_ header: Data) -> Int32? {
        guard header.count == 72, header.starts(with: headers[0]) else { return nil }
        return header[68..<72].reduce(0) { $0 << 8 | Int32(truncatingIfNeeded: $1) }
    }

    enum JournalMode {
        /// The mode of a file that runs have worked on.
        case writeAheadLog
        /// The mode of a backup's copy and of a merged file.
        case rollback
    }

    /// The first 72 bytes of a file. Fewer where the file is shorter; nil where it cannot be read.
    private static func header(of path: String) -> Data? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        return try? file.read(upToCount: 72) ?? Data()
    }

    private static let headers = [
        Data("SQLite format 3\0".utf8),
        // A write-ahead log with its version, for either byte order of its checksums.
        Data([0x37, 0x7F, 0x06, 0x82, 0x00, 0x2D, 0xE2, 0x18]),
        Data([0x37, 0x7F, 0x06, 0x83, 0x00, 0x2D, 0xE2, 0x18]),
        // A rollback journal.
        Data([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]),
    ]
}
