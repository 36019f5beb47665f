import Foundation

/// Reads files as bytes.
enum FileBytes {
    /// Reads a whole file.
    ///
    /// - Throws: ``DigitFileError`` if it cannot be read, is not a regular file, or is larger than an IDX file may be.
    static func read(_ path: String) throws(DigitFileError) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DigitFileError(.unreadable, path, "this is not a file", "move it away, or name another folder")
        }
        let size = Int(status.st_size)
        guard size <= IDXHeader.limit + 16 else {
            throw .damaged(path, "it has \(size) bytes, and at most \(IDXHeader.limit) are read")
        }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                let count = Foundation.read(descriptor, buffer.baseAddress! + filled, size - filled)
                if count > 0 {
                    filled += count
                } else if count == 0 {
                    return
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        guard failure == 0 else { throw unreadable(path, failure) }
        return bytes
    }

    private static func unreadable(_ path: String, _ number: Int32) -> DigitFileError {
        DigitFileError(
            .unreadable, path, "it cannot be read (\(String(cString: strerror(number))))",
            "check the disk and the permissions")
    }
}
