import Foundation

/// A file that is read whole.
enum SmallFile {
    /// Why it is not.
    enum Failure: Error {
        case missing
        case notAFile
        /// With the system's reason.
        case closed(String)
        case tooLarge(Int, limit: Int)
    }

    /// - Parameter limit: the most bytes that it may have.
    static func read(_ path: String, limit: Int) throws(Failure) -> Data {
        // Without O_NONBLOCK a pipe would be waited for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .closed(reason(errno)) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .closed(reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_size <= limit else { throw .tooLarge(Int(status.st_size), limit: limit) }
        do {
            return try handle.read(upToCount: limit) ?? Data()
        } catch {
            throw .closed("\(error)")
        }
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

extension SmallFile.Failure {
    var rule: String {
        switch self {
        case .missing: "there is no such file"
        case .notAFile: "this is not a file"
        case .closed(let reason): "the file cannot be read (\(reason))"
        case .tooLarge(let size, let limit): "the file has \(size) bytes; at most \(limit) are read"
        }
    }

    /// - Parameter wanted: what the file should be, such as "a study file".
    func remedy(_ wanted: String) -> String {
        switch self {
        case .missing, .notAFile: "name \(wanted)"
        case .closed: "check the disk and the permissions"
        case .tooLarge: "is it \(wanted)?"
        }
    }

    /// Nothing is known of the content.
    var isUnreadable: Bool {
        switch self {
        case .missing, .notAFile, .closed: true
        case .tooLarge: false
        }
    }
}
