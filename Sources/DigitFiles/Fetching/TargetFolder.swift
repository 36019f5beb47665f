import Foundation

/// A folder into which files are fetched: locked against other fetches, cleared of what an earlier one left.
///
/// Everything that is not yet to be seen has a name that begins with `prefix`.
final class TargetFolder {
    static let prefix = ".settle-fetch-"

    let path: String
    private let descriptor: Int32
    /// The folders that were made for it, the outermost first.
    private let made: [String]

    /// Makes the folder where it is not there.
    ///
    /// - Throws: ``DigitFileError`` where it cannot be made or written, or another process fetches into it.
    init(_ path: String) throws(DigitFileError) {
        guard !path.isEmpty else {
            throw DigitFileError(.unwritable, path, "there is no such folder", "name one with --to")
        }
        self.path = path
        made = try Self.make(path)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            Self.remove(made)
            throw Self.unwritable(path, number)
        }
        // A file system that has no such locks (some network ones) goes without.
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            Foundation.close(descriptor)
            throw DigitFileError(.busy, path, "another process fetches into this folder", "wait for it, or stop it")
        }
        do {
            removeTemporaries()
            // Whether it takes files comes out before anything is fetched.
            try write([], to: temporary("probe"))
            removeTemporaries()
        } catch {
            close()
            throw error
        }
    }

    /// Removes what is temporary, and folders that were made for nothing.
    func close() {
        removeTemporaries()
        Self.remove(made)
        Foundation.close(descriptor)
    }

    // MARK: Files

    /// Writes a file under its temporary name, to the disk.
    func stage(_ bytes: [UInt8], as file: DigitFile) throws(DigitFileError) {
        try write(bytes, to: temporary(file.name))
    }

    /// Gives staged files their names.
    func install(_ files: [DigitFile]) throws(DigitFileError) {
        for file in files {
            let name = path + "/" + file.name
            guard rename(temporary(file.name), name) == 0 else { throw Self.unwritable(name, errno) }
        }
        fsync(descriptor)
    }

    /// A new folder for programs to write in, removed with the other temporaries; its path is absolute.
    func makeWorkspace() throws(DigitFileError) -> String {
        // A program of a fetch that was killed may go on for a while: it must not write into this one.
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

    /// Makes the folder and those it lies in, as far as they are not there.
    private static func make(_ path: String) throws(DigitFileError) -> [String] {
        var made: [String] = []
        let ends = path.indices.dropFirst().filter { path[$0] == "/" } + [path.endIndex]
        for folder in ends.map({ String(path[..<$0]) }) {
            if mkdir(folder, 0o755) == 0 {
                made.append(folder)
            } else if errno != EEXIST {
                let number = errno
                var status = stat()
                // One that is there may lie where nothing can be made.
                guard stat(folder, &status) == 0 else {
                    remove(made)
                    throw unwritable(path, number)
                }
            }
        }
        return made
    }

    /// Those that are empty.
    private static func remove(_ folders: [String]) {
        for folder in folders.reversed() { rmdir(folder) }
    }

    private static func unwritable(_ place: String, _ number: Int32) -> DigitFileError {
        DigitFileError(
            .unwritable, place, "it cannot be written (\(String(cString: strerror(number))))",
            "make it writable, make room, or name another folder with --to")
    }
}
