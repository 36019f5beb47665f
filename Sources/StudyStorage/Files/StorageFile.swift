import Foundation

/// The file that a path of a storage names.
enum StorageFile {
    /// Whether there is a file. SQLite is given nothing but regular files: a pipe would block, and a file of the
    /// kernel (/proc, /sys) is no place for data.
    ///
    /// - Throws: ``StorageError`` where the path names anything else, or the system does not say what.
    static func exists(_ path: String) throws(StorageError) -> Bool {
        try StoragePath.check(path)
        var status = stat()
        guard stat(path, &status) == 0 else {
            let error = SystemError()
            guard [ENOENT, ENOTDIR].contains(error.code) else {
                throw .unreadable(path: path, detail: error.description)
            }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            if isOfTheKernel(folder) { throw .special(path: path, what: kernelFile) }
            return false
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .folder(path: path)
        case S_IFCHR, S_IFBLK: throw .special(path: path, what: "a device")
        case S_IFIFO: throw .special(path: path, what: "a pipe")
        default: throw .special(path: path, what: "a socket")
        }
        if isOfTheKernel(path) { throw .special(path: path, what: kernelFile) }
        return true
    }

    /// Makes a folder, and the folders that lead to it, where they do not exist.
    static func makeFolder(_ path: String) throws(SystemError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemError(code: ENOTDIR) }
            return
        }
        guard errno == ENOENT else { throw SystemError() }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if parent != path { try makeFolder(parent) }
        // Another process may have made it meanwhile.
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw SystemError() }
    }

    private static let kernelFile = "a file of the system's kernel"

    private static func isOfTheKernel(_ path: String) -> Bool {
        kernelFileSystems.contains(NetworkFileSystem.type(of: path) ?? "")
    }

    private static let kernelFileSystems: Set<String> = [
        "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "efivarfs", "proc", "pstore", "securityfs", "sysfs",
        "tracefs",
    ]
}
