import Foundation

/// Which file a path names at a moment: deleting it, or putting another in its place, changes that, and leaves whoever
/// has the old one open writing to a file that nobody will find.
struct FileIdentity: Hashable {
    private let device: UInt64
    private let node: UInt64

    /// - Returns: nil where there is no file.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, node) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
