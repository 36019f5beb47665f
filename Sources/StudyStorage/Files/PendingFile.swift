import Foundation

/// A file that is written beside its place and put there when it is whole and on the disk.
struct PendingFile {
    /// Where the file is written.
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

    /// Writes the file. Where it replaces another one, nobody can read it who could not read that.
    func write(_ data: Data) throws(SystemError) {
        let descriptor = open(
            temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (replaced?.st_mode ?? 0o666) & 0o666)
        guard descriptor >= 0 else { throw SystemError() }
        defer { close(descriptor) }
        try data.write(to: descriptor)
    }

    /// Puts the file in its place, whatever is there. It takes over the owner and the permissions of a file that it
    /// replaces.
    func replace() throws(SystemError) {
        try synchronize(temporaryPath)
        if let replaced {
            // Only root can give a file away; a file that somebody else replaces is theirs.
            _ = chown(temporaryPath, replaced.st_uid, replaced.st_gid)
            guard chmod(temporaryPath, replaced.st_mode & 0o7777) == 0 else { throw SystemError() }
        }
        guard rename(temporaryPath, place) == 0 else { throw SystemError() }
        try synchronizeFolder()
    }

    /// Puts the file in its place where nothing is there.
    ///
    /// - Returns: false where something is there; then nothing has changed.
    func takeFreePlace() throws(SystemError) -> Bool {
        try synchronize(temporaryPath)
        // A link never replaces a file that came meanwhile.
        if link(temporaryPath, place) != 0 {
            guard errno != EEXIST else { return false }
            // Some file systems have no links.
            guard rename(temporaryPath, place) == 0 else { throw SystemError() }
        }
        try synchronizeFolder()
        return true
    }

    /// Removes what is left beside the place.
    func discard() {
        for ending in [""] + DatabaseFiles.companionEndings { unlink(temporaryPath + ending) }
    }

    private var replaced: stat? {
        var status = stat()
        return stat(place, &status) == 0 ? status : nil
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
                // Somebody made it non-blocking: wait until it takes more.
                var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&state, 1, 1000)
            } else if errno != EINTR {
                throw SystemError()
            }
        }
    }
}
