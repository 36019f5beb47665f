import Foundation

/// A folder into which files are fetched. It is locked against other fetches, and cleared of the temporary files of
/// earlier ones.
///
/// The names of all temporary files begin with `prefix`.
final class TargetFolder {
    static let prefix = ".settle-fetch-"

    let path: String
    private let descriptor: Int32
    /// The folders that were created for this one, the outermost first.
    private let made: [String]

    /// Creates the folder if it does not exist.
    ///
    /// - Throws: ``DigitFileError`` if it cannot be created or written, or if another process is fetching into it.
    init(_ path: String) throws(DigitFileError) {
        guard !path.isEmpty else {
            throw DigitFileError(.unwritable, path, "there is no such folder", "name one", by: .target)
        }
        self.path = path
        made = try Self.make(path)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            Self.remove(made)
            throw Self.unwritable(path, number)
        }
        // Some network file systems have no locks of this kind. The folder is then used without one.
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            Foundation.close(descriptor)
            throw DigitFileError(.busy, path, "another process fetches into this folder", "wait for it, or stop it")
        }
        do {
            removeTemporaries()
            // Tests that the folder is writable before anything is fetched.
            try write([], to: temporary("probe"))
            removeTemporaries()
        } catch {
            close()
            throw error
        }
    }

    /// Removes temporary files, and the folders that were created if they are still empty.
    func close() {
        removeTemporaries()
        Self.remove(made)
        Foundation.close(descriptor)
    }

    // MARK: Files

    /// Writes a file under its temporary name, and waits until it is on the disk.
    func stage(_ bytes: [UInt8], as file: DigitFile) throws(DigitFileError) {
        try write(bytes, to: temporary(file.name))
    }

    /// Renames the staged files to their final names.
    func install(_ files: [DigitFile]) throws(DigitFileError) {
        for file in files {
            let name = path + "/" + file.name
            guard rename(temporary(file.name), name) == 0 else { throw Self.unwritable(name, errno) }
        }
        fsync(descriptor)
    }

    /// Creates a folder for programs to write in. It is removed with the other temporary files.
    ///
    /// - Returns: its absolute path.
    func makeWorkspace() throws(DigitFileError) -> String {
        // The program of an earlier fetch that was killed may still be running. It must not write into this folder.
        let folder = temporary("workspace-\(getpid())")
        guard mkdir(folder, 0o700) == 0 else { throw Self.unwritable(folder, errno) }
        return URL(fileURLWithPath: folder).path
    }

    private func temporary(_ name: String) -> String { path + "/" + Self.prefix + name }

    private func write(_ bytes: [UInt8], to name: String) throws(DigitFileError) {
        let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Self.unwritable(path, errno) }
        defer { Foundation.close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Self.unwritable(path, errno)
            }
        }
        guard fsync(file) == 0 else { throw Self.unwritable(path, errno) }
    }

    private func removeTemporaries() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasPrefix(Self.prefix) {
            try? FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }

    // MARK: Folders

    /// Creates the folder and its parents, unless they exist.
    ///
    /// - Returns: the folders created, the outermost first.
    private static func make(_ path: String) throws(DigitFileError) -> [String] {
        var made: [String] = []
        let ends = path.indices.dropFirst().filter { path[$0] == "/" } + [path.endIndex]
        for folder in ends.map({ String(path[..<$0]) }) {
            if mkdir(folder, 0o755) == 0 {
                made.append(folder)
            } else if errno != EEXIST {
                let number = errno
                var status = stat()
                // An existing folder may lie where none can be created: that is no error.
                guard stat(folder, &status) == 0 else {
                    remove(made)
                    throw unwritable(path, number)
                }
            }
        }
        return made
    }

    /// Removes those of the folders that are empty.
    private static func remove(_ folders: [String]) {
        for folder in folders.reversed() { rmdir(folder) }
    }

    private static func unwritable(_ place: String, _ number: Int32) -> DigitFileError {
        DigitFileError(
            .unwritable, place, "it cannot be written (\(String(cString: strerror(number))))",
            "make it writable, make room, or name another folder", by: .target)
    }
}
