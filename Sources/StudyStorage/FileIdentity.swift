import Foundation

/// Which file a path names at a moment: deleting it, or putting another in its place, changes that, and leaves whoever
/// has the old one open writing to a file that nobody will find.
enum FileIdentity: Hashable {
    case file(device: UInt64, node: UInt64)
    case missing
    /// The system does not say.
    case unknown

    init(path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            self = .file(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
        } else {
            self = errno == ENOENT ? .missing : .unknown
        }
    }

    /// Whether a path that named this file certainly no longer does.
    func isReplaced(by other: FileIdentity) -> Bool { self != other && self != .unknown && other != .unknown }
}
