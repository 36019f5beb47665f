import Foundation
import GRDB

/// A database file that is written beside its place and put there at once: wholly, on the disk, or not at all.
enum WholeFile {
    /// What may be in the place.
    enum Occupant {
        case nothing
        /// A database of ours, which is replaced.
        case database
    }

    /// - Parameters:
    ///   - source: what is told of where SQLite finds damage.
    ///   - fill: writes a database to the path that it is given, and closes it.
    /// - Throws: ``FileTargetError``, ``StorageError``, and what `fill` throws.
    static func write<Result>(
        to path: String, replacing occupant: Occupant, source: String, _ fill: (String) throws -> Result
    ) throws -> Result {
        guard !path.isEmpty else { throw FileTargetError.unwritable(path: "''", detail: "it has no name") }
        let place = URL(fileURLWithPath: resolved(path))
        let folder = place.deletingLastPathComponent()
        try refuse(path, unless: occupant)
        guard access(folder.path, W_OK) == 0 else {
            throw FileTargetError.unwritable(path: path, detail: "\(folder.path): \(reason())")
        }
        let temporary = folder.appendingPathComponent(".\(place.lastPathComponent.prefix(100)).\(UUID().uuidString)")
            .path
        defer {
            for ending in ["", "-journal", "-wal", "-shm"] { unlink(temporary + ending) }
        }
        do {
            let result = try fill(temporary)
            try requireWhole(temporary, target: path, source: source)
            try synchronize(temporary, target: path)
            // Looked at again: the copy may have taken long.
            try refuse(path, unless: occupant)
            try put(temporary, at: place.path, replacing: occupant, target: path)
            try synchronize(folder.path, target: path)
            return result
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_BUSY, .SQLITE_LOCKED:
                throw StorageError(error, path: source)
            default:
                throw FileTargetError.unwritable(path: path, detail: error.message ?? "SQLite error")
            }
        }
    }

    /// Copies a database, as it is at one moment, to a new file that is whole by itself, without `-wal` beside it.
    static func copy(_ reader: any DatabaseReader, to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try reader.backup(to: copy)
        try copy.close()
        // The copy has the original's WAL mode; a connection that finds it can end it.
        let copied = try DatabaseQueue(path: path)
        try copied.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copied.close()
    }

    /// Does something with a copy that is gone afterwards, save for connections that are still open to it.
    ///
    /// - Throws: ``StorageError`` where the folder for temporary files has no room, and what `body` throws.
    static func withCopy<Result>(of reader: any DatabaseReader, _ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appendingPathComponent("settle-\(UUID().uuidString).sqlite").path
        defer {
            for ending in ["", "-journal", "-wal", "-shm"] { unlink(path + ending) }
        }
        do {
            try copy(reader, to: path)
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_CANTOPEN
        {
            throw StorageError.unreadable(
                path: folder.path, detail: "a copy of the studies is made there to be looked at: \(error.message ?? "")"
            )
        }
        return try body(path)
    }

    // MARK: The place

    private static func refuse(_ path: String, unless occupant: Occupant) throws {
        // A log that stays behind would be taken for the new file's.
        for ending in ["-wal", "-journal"] {
            var log = stat()
            if stat(resolved(path) + ending, &log) == 0, log.st_size > 0 { throw FileTargetError.inUse(path: path) }
        }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileTargetError.folder(path: path) }
        guard occupant == .database else { throw FileTargetError.exists(path: path) }
        guard status.st_mode & S_IFMT == S_IFREG, isOurs(path) else { throw FileTargetError.notOurs(path: path) }
    }

    /// Where a path leads, through symbolic links.
    static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    /// Whether a file begins as SQLite's do and has our mark, 4 bytes at 68.
    private static func isOurs(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path), let header = try? file.read(upToCount: 72),
            header.count == 72, header.starts(with: Data("SQLite format 3\0".utf8))
        else { return false }
        return header[68..<72].reduce(0) { $0 << 8 | Int32($1) } == Schema.applicationID
    }

    private static func put(
        _ temporary: String, at place: String, replacing occupant: Occupant, target: String
    ) throws {
        switch occupant {
        case .database:
            // What SQLite keeps beside a file that was read; its log is empty.
            for ending in ["-wal", "-shm"] { unlink(place + ending) }
        case .nothing:
            // A link never replaces a file that came meanwhile.
            if link(temporary, place) == 0 { return }
            if errno == EEXIST { throw FileTargetError.exists(path: target) }
        }
        guard rename(temporary, place) == 0 else {
            throw FileTargetError.unwritable(path: target, detail: reason())
        }
    }

    // MARK: The disk

    private static func requireWhole(_ temporary: String, target: String, source: String) throws {
        // A connection that may write: to others SQLite does not tell of rows that break the schema's rules.
        let queue = try DatabaseQueue(path: temporary)
        let faults = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") }
        try queue.close()
        guard faults == ["ok"] else {
            throw FileTargetError.notWhole(
                path: target, source: source, detail: faults.first ?? "SQLite cannot check it")
        }
    }

    /// Waits until a file, or a folder's list of files, is on the disk.
    private static func synchronize(_ path: String, target: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        // Some file systems do not synchronize folders.
        guard descriptor >= 0, fsync(descriptor) == 0 || errno == EINVAL else {
            throw FileTargetError.unwritable(path: target, detail: reason())
        }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
