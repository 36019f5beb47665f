import Foundation

/// Small files of a run. They need not survive a crash of the machine, so nothing waits for the disk, as Foundation does.
enum PlainFile {
    /// Writes a file, in place of what it had.
    ///
    /// - Throws: ``StartError``.
    static func write(_ data: Data, to path: String) throws(StartError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw lastError(path) }
        defer { close(descriptor) }
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw lastError(path) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static func lastError(_ path: String) -> StartError {
        StartError(reason: "\(path) cannot be written (\(String(cString: strerror(errno))))")
    }
}
