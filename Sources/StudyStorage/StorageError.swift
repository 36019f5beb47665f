import GRDB

/// The error of a database file that cannot be used.
public enum StorageError: Error, Sendable, CustomStringConvertible {
    case missing(path: String)
    case folder(path: String)
    case notADatabase(path: String)
    case otherProgram(path: String)
    case newer(path: String)
    case olderReadOnly(path: String)
    case readOnly(path: String)
    case unmerged(path: String)
    /// The file was deleted or replaced while it was open.
    case replaced(path: String, rescued: String?)
    /// A run of another machine works on the file, over a network file system that does not allow two machines.
    case otherMachine(path: String, fileSystem: String, host: String)
    case full(path: String)
    case locked(path: String)
    case corrupt(path: String, detail: String)
    case unreadable(path: String, detail: String)
    /// A row that this version cannot read, because another program changed the file.
    case row(path: String, detail: String)

    /// Whether the content of the file is bad, rather than the file system.
    public var isBadData: Bool {
        switch self {
        case .folder, .notADatabase, .otherProgram, .newer, .corrupt, .row: true
        case .missing, .olderReadOnly, .readOnly, .unmerged, .full, .locked, .unreadable, .replaced, .otherMachine:
            false
        }
    }

    public var description: String {
        switch self {
        case .missing(let path):
            "there is no database at \(path); 'settle run' makes one, or name another with --storage"
        case .folder(let path):
            "\(path) is a folder, not a database; name a file in it with --storage"
        case .notADatabase(let path):
            "\(path) is not an SQLite database; name another file with --storage (this one was not touched)"
        case .otherProgram(let path):
            "\(path) is a database of another program; name another file with --storage (this one was not touched)"
        case .newer(let path):
            "\(path) was written by a newer version of settle; use that version, or another file with --storage"
        case .olderReadOnly(let path):
            "\(path) was written by an older version of settle and is read-only, so it cannot be brought up to date; "
                + "make it writable, or copy it"
        case .readOnly(let path):
            "\(path) cannot be written: the file, its folder or its file system is read-only; "
                + "make it writable, or name another file with --storage"
        case .unmerged(let path):
            "the last trials of \(path) still lie in \(path)-wal, and its folder is read-only; "
                + "make the folder writable, or copy both files elsewhere"
        case .replaced(let path, let rescued?):
            "\(path) was deleted or replaced while settle worked on it; all that it held has been saved as \(rescued): "
                + "move that to its place (or unite the two with 'settle merge'), and resume"
        case .replaced(let path, nil):
            "\(path) was deleted or replaced while settle worked on it, and what it held could not be saved beside it; "
                + "put it back, or a backup, and resume"
        case .otherMachine(let path, let fileSystem, let host):
            "a process on \(host) works on \(path), which lies on a network file system (\(fileSystem)) where two "
                + "machines would damage it; give this machine a file of its own with --storage and a share with --shard, "
                + "then unite the files with 'settle merge'"
        case .full(let path):
            "the disk that holds \(path) is full; make room and resume: what was recorded is safe"
        case .locked(let path):
            "\(path) has been locked by another process for too long; stop that process and resume: "
                + "what was recorded is safe"
        case .corrupt(let path, let detail):
            "\(path) is damaged (\(detail)); restore a backup, or name another file with --storage"
        case .unreadable(let path, let detail):
            "\(path) cannot be read or written (\(detail)); check the disk and the permissions, then resume"
        case .row(let path, let detail):
            "\(path) holds a row that settle did not write (\(detail)); restore a backup"
        }
    }

    /// The error for an error of SQLite.
    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: error.message ?? "malformed")
        default: self = .unreadable(path: path, detail: error.message ?? "SQLite error \(error.resultCode.rawValue)")
        }
    }
}
