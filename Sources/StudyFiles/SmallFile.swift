import Foundation

/// Reads a file of limited size as a whole.
package enum SmallFile {
    /// Why a file is not read.
    package enum Failure: Error {
        case missing
        case notAFile
        /// The system refused, for this reason.
        case closed(String)
        case tooLarge(Int, limit: Int)
    }

    /// - Parameter limit: the largest file that is read, in bytes.
    package static func read(_ path: String, limit: Int) throws(Failure) -> Data {
        // Without O_NONBLOCK, opening a pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .closed(reason(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .closed(reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_size <= limit else { throw .tooLarge(Int(status.st_size), limit: limit) }
        var content = Data()
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while content.count < limit {
            let count = Foundation.read(descriptor, &part, min(part.count, limit - content.count))
            if count == 0 { break }
            if count > 0 { content.append(contentsOf: part[..<count]) }
            guard count > 0 || errno == EINTR else { throw .closed(reason(errno)) }
        }
        return content
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

extension SmallFile.Failure {
    package var rule: String {
        switch self {
        case .missing: "there is no such file"
        case .notAFile: "this is not a file"
        case .closed(let reason): "the file cannot be read (\(reason))"
        case .tooLarge(let size, let limit): "the file has \(size) bytes; at most \(limit) are read"
        }
    }

    /// - Parameter wanted: the kind of file that is expected, such as "a study file".
    package func remedy(_ wanted: String) -> String {
        switch self {
        case .missing, .notAFile: "name \(wanted)"
        case .closed: "check the disk and the permissions"
        case .tooLarge: "is it \(wanted)?"
        }
    }

    /// Whether the content is unknown, because the file is absent or could not be opened.
    package var isUnreadable: Bool {
        switch self {
        case .missing, .notAFile, .closed: true
        case .tooLarge: false
        }
    }
}
