import Foundation

/// A file that is written beside its place, and moved there when it is complete and on the disk.
struct PendingFile {
    /// The path that the file is written to.
    let temporaryPath: String
    private let place: String

    /// - Parameter place: a path without symbolic links.
    init(for place: String) {
        let url = URL(fileURLWithPath: place)
        self.place = place
        temporaryPath =
            url.deletingLastPathComponent()
            .appendingPathComponent(".\(url.lastPathComponent.prefix(100)).\(UUID().uuidString)").path
    }

    /// Writes the file. Where it will replace another one, it never has more permissions than that one.
    ///
    /// - Parameter content: calls its argument with the next piece of data.
    /// - Throws: `SystemError`, and the errors of `content`.
    func write(_ content: ((Data) throws -> Void) throws -> Void) throws {
        let descriptor = open(
            temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (try replaced()?.st_mode ?? 0o666) & 0o666)
        guard descriptor >= 0 else { throw SystemError() }
        defer { close(descriptor) }
        try content { try $0.write(to: descriptor) }
    }

    /// Moves the file to its place. Where it replaces another file, it takes that file's owner and permissions.
    func replace() throws(SystemError) {
        try synchronize(temporaryPath)
        if let replaced = try replaced() {
            // Only root can change the owner. Otherwise the new file belongs to the user who wrote it.
            _ = chown(temporaryPath, replaced.st_uid, replaced.st_gid)
            guard chmod(temporaryPath, replaced.st_mode & 0o7777) == 0 else { throw SystemError() }
        }
        guard rename(temporaryPath, place) == 0 else { throw SystemError() }
        try synchronizeFolder()
    }

    /// Moves the file to its place if the place is free.
    ///
    /// - Returns: false where the place is not free; nothing has changed then.
    func takeFreePlace() throws(SystemError) -> Bool {
        try synchronize(temporaryPath)
        // Unlike a rename, a link never replaces a file that has been made meanwhile.
        if link(temporaryPath, place) != 0 {
            guard errno != EEXIST else { return false }
            // Some file systems have no hard links.
            guard rename(temporaryPath, place) == 0 else { throw SystemError() }
        }
        try synchronizeFolder()
        return true
    }

    /// Deletes the temporary file and the files that SQLite keeps beside it.
    func discard() {
        DatabaseFiles.delete(temporaryPath)
    }

    /// The file that this one will replace; nil where there is none.
    private func replaced() throws(SystemError) -> stat? {
        var status = stat()
        if stat(place, &status) == 0 { return status }
        guard errno == ENOENT else { throw SystemError() }
        return nil
    }

    private func synchronizeFolder() throws(SystemError) {
        try synchronize(URL(fileURLWithPath: place).deletingLastPathComponent().path)
    }

    /// Waits until a file, or a folder's list of files, is on the disk.
    private func synchronize(_ path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        // Some file systems do not synchronize folders.
        guard descriptor >= 0, fsync(descriptor) == 0 || errno == EINVAL else { throw SystemError() }
    }
}

extension Data {
    /// Writes all bytes to an open file.
    func write(to descriptor: Int32) throws(SystemError) {
        var rest = self[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                // The descriptor is non-blocking: wait until it takes more.
                var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&state, 1, 1000)
            } else if errno != EINTR {
                throw SystemError()
            }
        }
    }
}
