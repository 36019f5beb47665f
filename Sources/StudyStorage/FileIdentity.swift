import Foundation

/// The file that a path names at a moment. When the file is deleted or replaced, the identity changes, and a process
/// that has the old file open writes to a file without a name.
enum FileIdentity: Hashable {
    case file(device: UInt64, node: UInt64)
    case missing
    /// The system gives no answer.
    case unknown

    init(path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            self = .file(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
        } else {
            self = errno == ENOENT ? .missing : .unknown
        }
    }

    /// Whether a path that named this file certainly names another one, or none, now.
    func isReplaced(by other: FileIdentity) -> Bool { self != other && self != .unknown && other != .unknown }
}
