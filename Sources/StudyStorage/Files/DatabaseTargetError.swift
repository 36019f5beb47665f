/// The error of a database that cannot be written to a place. The place is unchanged.
public enum DatabaseTargetError: Error, Sendable, CustomStringConvertible {
    /// The place is a source database, or a file that SQLite keeps beside it.
    case isTheStorage(path: String)
    /// SQLite uses the name for a file beside another database.
    case besideADatabase(path: String)
    /// The place is a folder.
    case folder(path: String)
    /// The place has a file that settle did not write.
    case notOurs(path: String)
    /// The place has a database whose last trials are in the log beside it.
    case inUse(path: String)
    /// The place has a database that runs have worked on, not a backup's copy.
    case workedOn(path: String)
    /// The place has a file, and a merged database is a new one.
    case exists(path: String)
    /// The place cannot be written, for this reason of the system.
    case unwritable(path: String, detail: String)
    /// The new database is damaged.
    case notWhole(path: String, source: String, detail: String)

    /// Whether the user must name another place.
    public var isUsage: Bool {
        switch self {
        case .isTheStorage, .besideADatabase, .folder, .notOurs, .inUse, .workedOn, .exists: true
        case .unwritable, .notWhole: false
        }
    }

    /// Every text except that of ``notWhole(path:source:detail:)`` ends with the advice to name another file.
    public var description: String {
        switch self {
        case .isTheStorage(let path):
            "\(path) is the storage file itself, or what SQLite keeps beside it; name another file"
        case .besideADatabase(let path):
            "\(path) is the name of a file that SQLite keeps beside a database; name another file"
        case .folder(let path):
            "\(path) is a folder; name a file in it"
        case .notOurs(let path):
            "\(path) is there, and no database of settle's, so it is not replaced; remove it, or name another file"
        case .inUse(let path):
            "\(path) has its last trials in \(path)-wal, as a file has that runs work on, so it is not replaced; "
                + "name another file"
        case .workedOn(let path):
            "\(path) is a storage file that runs have worked on, and not a copy as a backup leaves it, so it is not "
                + "replaced; remove it, or name another file"
        case .exists(let path):
            "\(path) is there already, and a merged file is a new one; remove it, or name another file"
        case .unwritable(let path, let detail):
            "\(path) cannot be written (\(detail)); make room, give the right to write, or name another file"
        case .notWhole(let path, let source, let detail):
            "the copy of \(source) is damaged (\(detail)), so \(path) was not written"
        }
    }
}
