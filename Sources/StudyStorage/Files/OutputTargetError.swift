/// The error of results that cannot be written to a place. The place is unchanged.
public struct OutputTargetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why results cannot be written to a place.
    public enum Rule: Sendable, Hashable, CustomStringConvertible {
        /// The path is empty.
        case unnamed
        /// The place is a folder.
        case folder
        /// The folder in the path does not exist.
        case missingFolder(String)
        /// The place is the storage that the studies are read from, or a file that SQLite keeps beside it.
        case storage
        /// The place is another SQLite database, or a file that SQLite keeps beside one.
        case database
        /// The file at the place cannot be read, so it may be a database.
        case unreadable
        /// A socket or a block device.
        case unsuitable
        /// The system refuses, for this reason.
        case system(detail: String)

        public var description: String {
            switch self {
            case .unnamed: "it has no name"
            case .folder: "it is a folder"
            case .missingFolder(let folder): "there is no folder \(folder)"
            case .storage: "it is the storage file itself, or a file that SQLite keeps beside it"
            case .database:
                "it is an SQLite database, or a file that SQLite keeps beside one, and those are never replaced"
            case .unreadable: "it cannot be read, so it may be a database, and those are never replaced"
            case .unsuitable: "it is a socket or a block device"
            case .system(let detail): detail
            }
        }
    }

    /// The path as the user named it.
    public let path: String
    /// Why the place cannot be written to.
    public let rule: Rule

    /// Whether the user must name another place.
    public var isUsage: Bool {
        switch rule {
        case .storage, .database, .unsuitable: true
        case .unreadable, .unnamed, .folder, .missingFolder, .system: false
        }
    }

    public var description: String { "'\(path)' cannot be written (\(rule)); name another file" }
}
