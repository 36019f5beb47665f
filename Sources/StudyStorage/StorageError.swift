import GRDB
import HyperparameterSearch

/// The error of a database file that cannot be used.
public enum StorageError: Error, Sendable, CustomStringConvertible {
    /// A text names no file.
    case notAPath(String, rule: String, remedy: String)
    /// There is no file.
    case missing(path: String)
    /// The path is a folder.
    case folder(path: String)
    /// A device, a pipe, or a file of the kernel.
    case special(path: String, what: String)
    /// The file is not an SQLite database.
    case notADatabase(path: String)
    /// The database belongs to another program.
    case otherProgram(path: String)
    /// A newer version of Settle wrote the file.
    case newer(path: String)
    /// An older version of Settle wrote the file, and it cannot be brought up to date because it is read-only.
    case olderReadOnly(path: String)
    /// The file, its folder or its file system is read-only.
    case readOnly(path: String)
    /// The last trials are in the log beside the file, and the folder is read-only.
    case unmerged(path: String)
    /// The file was deleted or replaced while it was open.
    case replaced(path: String, rescued: String?)
    /// A run of another machine works on the file, over a network file system that does not allow two machines.
    case otherMachine(path: String, fileSystem: String, host: String)
    /// The disk is full.
    case full(path: String)
    /// Another process has locked the file for too long.
    case locked(path: String)
    /// The file is damaged, as SQLite says.
    case corrupt(path: String, detail: String)
    /// The file cannot be read or written, for another reason of SQLite or of the system.
    case unreadable(path: String, detail: String)
    /// A row that this version cannot read, because another program changed the file.
    case row(path: String, detail: String)
    /// Something that is stored of a study differs from its checksum.
    case damaged(path: String, study: String?, Damaged)

    /// The damaged part of a study.
    public enum Damaged: Sendable, Hashable {
        /// The study's own row: its name, definition and number of trials.
        case study
        /// The row of a run, by its ID.
        case run(Int)
        /// The row of a trial, by its number.
        case trial(Int)
    }

    /// A process of an earlier version is at work on the file, and would not know what a migration adds.
    case earlierAtWork(path: String)
    /// The machine's clock shows a time that cannot be recorded.
    case clock(path: String, time: String)

    /// Whether the content of the file is bad, rather than the file system.
    public var isBadData: Bool {
        switch self {
        case .folder, .special, .notADatabase, .otherProgram, .newer, .corrupt, .row, .damaged: true
        case .notAPath, .missing, .olderReadOnly, .readOnly, .unmerged, .full, .locked, .unreadable, .replaced,
            .otherMachine, .clock, .earlierAtWork:
            false
        }
    }

    /// Whether the user must name another file.
    public var isUsage: Bool {
        if case .notAPath = self { true } else { false }
    }

    public var description: String {
        "\(fact); \(remedy)"
    }

    /// The state of the file, without a remedy.
    public var fact: String {
        switch self {
        case .notAPath(let text, let rule, _): "'\(text.prefix(200))' cannot be a storage file: \(rule)"
        case .missing(let path): "there is no database at \(path)"
        case .folder(let path): "\(path) is a folder, not a database"
        case .special(let path, let what): "\(path) is \(what), not a database"
        case .notADatabase(let path): "\(path) is not an SQLite database"
        case .otherProgram(let path): "\(path) is a database of another program"
        case .newer(let path): "\(path) was written by a newer version of settle"
        case .olderReadOnly(let path):
            "\(path) was written by an older version of settle and is read-only, so it cannot be brought up to date"
        case .readOnly(let path):
            "\(path) cannot be written: the file, its folder or its file system is read-only"
        case .unmerged(let path):
            "the last trials of \(path) still lie in \(path)-wal, and its folder is read-only"
        case .replaced(let path, let rescued?):
            "\(path) was deleted or replaced while settle worked on it; all that it held has been saved as \(rescued)"
        case .replaced(let path, nil):
            "\(path) was deleted or replaced while settle worked on it, and what it held could not be saved beside it"
        case .otherMachine(let path, let fileSystem, let host):
            "a process on \(host) works on \(path), which lies on a network file system (\(fileSystem)) where two "
                + "machines would damage it"
        case .full(let path): "the disk that holds \(path) is full"
        case .locked(let path): "\(path) has been locked by another process for too long"
        case .corrupt(let path, let detail): "\(path) is damaged (\(detail))"
        case .unreadable(let path, let detail): "\(path) cannot be read or written (\(detail))"
        case .row(let path, let detail): "\(path) holds a row that settle did not write (\(detail))"
        case .damaged(let path, let study, let part):
            "\(part.name(in: study)) in \(path) is not as it was recorded: something of it was changed or damaged since"
        case .earlierAtWork(let path):
            "a process of an earlier version of settle is at work on \(path), which must be brought to this version's form"
        case .clock(let path, let time):
            "the clock of this machine says \(time), which cannot be true, so nothing was recorded in \(path)"
        }
    }

    /// The remedy in the library's terms. A program may give its own instead.
    public var remedy: String {
        switch self {
        case .notAPath(_, _, let remedy): remedy
        case .missing: "open it for writing, which makes one, or name another file"
        case .folder: "name a file in it"
        case .special: "name a file on a disk"
        case .notADatabase, .otherProgram: "name another file (this one was not touched)"
        case .newer: "use that version, or another file"
        case .olderReadOnly: "make it writable, or copy it"
        case .readOnly: "make it writable, or name another file"
        case .unmerged: "make the folder writable, or copy both files elsewhere"
        case .replaced(_, _?): "move that to its place, or merge the two, and resume"
        case .replaced(_, nil): "put it back, or a backup, and resume"
        case .otherMachine: StoreWarning.Remedy.storePerMachine.description
        case .full: "make room and resume: what was recorded is safe"
        case .locked: "stop that process and resume: what was recorded is safe"
        case .corrupt: "restore a backup, or name another file"
        case .unreadable: "check the disk and the permissions, then resume"
        case .row: "restore a backup"
        case .damaged(_, _, .study): "restore a backup"
        case .damaged(_, _, .run): "restore a backup, or repair the file, which accepts the run as it now is"
        case .damaged(_, _, .trial): "restore a backup, or repair the file, which evaluates the trial again"
        case .earlierAtWork: "stop it, or wait for it (a process that was killed counts for another minute)"
        case .clock: "set it, then resume"
        }
    }

    /// The error for an error of SQLite.
    init(_ error: DatabaseError, path: String) {
        // The file with the index of the write-ahead log cannot grow: the disk is full, or files may not be that large.
        guard error.extendedResultCode != .SQLITE_IOERR_SHMSIZE || SystemLimits.fileSize != nil else {
            self = .full(path: path)
            return
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: error.text)
        default: self = .unreadable(path: path, detail: error.text)
        }
    }
}

extension StorageError.Damaged {
    /// `trial 4 of paper-5000`
    func name(in study: String?) -> String {
        let owner = study.map { "'\($0)'" } ?? "a study"
        return switch self {
        case .study: "study \(owner)"
        case .run(let id): "run \(id) of \(owner)"
        case .trial(let number): "trial \(number) of \(owner)"
        }
    }
}
