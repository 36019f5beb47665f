/// Why a database cannot be written to a place. What was there is as it was.
public enum DatabaseTargetError: Error, Sendable, CustomStringConvertible {
    /// It is the file that is copied, or a file that SQLite keeps beside it.
    case isTheStorage(path: String)
    /// Its name is that of a file that SQLite keeps beside another database.
    case besideADatabase(path: String)
    case folder(path: String)
    /// Something is there that settle did not write.
    case notOurs(path: String)
    /// The last trials of the database there are in the log beside it.
    case inUse(path: String)
    /// A database is there that runs have worked on, and no copy that a backup made.
    case workedOn(path: String)
    case exists(path: String)
    case unwritable(path: String, detail: String)
    /// What was written is not what was to be written.
    case notWhole(path: String, source: String, detail: String)

    /// Whether another place must be named, whatever the state of the disk.
    public var isUsage: Bool {
        switch self {
        case .isTheStorage, .besideADatabase, .folder, .notOurs, .inUse, .workedOn, .exists: true
        case .unwritable, .notWhole: false
        }
    }

    /// All but ``notWhole(path:source:detail:)`` end with the advice to name another file.
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
