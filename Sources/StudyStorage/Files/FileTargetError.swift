/// Why a database file cannot be written to a place. What was there is as it was.
public enum FileTargetError: Error, Sendable, CustomStringConvertible {
    case isTheStorage(path: String)
    case folder(path: String)
    /// Something is there that settle did not write.
    case notOurs(path: String)
    case inUse(path: String)
    case exists(path: String)
    case unwritable(path: String, detail: String)
    /// What was written is not what was to be written.
    case notWhole(path: String, source: String, detail: String)

    public enum Cause: Sendable {
        /// Another place must be named.
        case usage
        case badData
        case system
    }

    public var cause: Cause {
        switch self {
        case .isTheStorage, .folder, .notOurs, .inUse, .exists: .usage
        case .notWhole: .badData
        case .unwritable: .system
        }
    }

    public var description: String {
        switch self {
        case .isTheStorage(let path):
            "\(path) is the storage file itself, or what SQLite keeps beside it; name another file with -o"
        case .folder(let path):
            "\(path) is a folder; name a file in it with -o"
        case .notOurs(let path):
            "\(path) is there, and no database of settle's, so it is not replaced; remove it, or name another file with -o"
        case .inUse(let path):
            "\(path) has its last trials in \(path)-wal, as a file has that runs work on, so it is not replaced; "
                + "name another file with -o"
        case .exists(let path):
            "\(path) is there already, and a merged file is a new one; remove it, or name another file with -o"
        case .unwritable(let path, let detail):
            "\(path) cannot be written (\(detail)); make room, give the right to write, or name another file with -o"
        case .notWhole(let path, let source, let detail):
            "the copy of \(source) is damaged (\(detail)), so \(path) was not written; "
                + "see whether the original is, with: settle check --storage \(source)"
        }
    }
}
