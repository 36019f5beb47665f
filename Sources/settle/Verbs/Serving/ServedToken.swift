import Foundation
import StudyServer

/// The token that the user gives 'settle serve'.
enum ServedToken {
    static let variable = "SETTLE_TOKEN"

    /// - Parameter file: of `--token-file`; nil where it was not given.
    /// - Returns: nil where the user gives none.
    /// - Throws: ``UsageError``.
    static func given(file: String?) throws -> AccessToken? {
        if let file { return try read(file) }
        guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else { return nil }
        return try token(text, variable)
    }

    private static func token(_ text: String, _ place: String) throws -> AccessToken {
        do { return try AccessToken(text) } catch {
            throw UsageError(description: "\(place): \(error) ('head -c 20 /dev/urandom | base64' makes one)")
        }
    }

    /// The mode is that of the file that is read, whatever happens to its name meanwhile.
    private static func read(_ path: String) throws -> AccessToken {
        let place = "--token-file '\(path)'"
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            throw UsageError(description: "\(place) cannot be read (\(String(cString: strerror(errno)))); name a file")
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= 4096 else {
            throw UsageError(description: "\(place) is not a small file; name one that has the token alone")
        }
        guard facts.st_mode & 0o077 == 0 else {
            let mode = String(facts.st_mode & 0o777, radix: 8)
            throw UsageError(
                description: "\(place) may be used by others (mode \(mode)); make it yours alone with: chmod 600 "
                    + ShellWord.quoted(path))
        }
        let bytes = FileHandle(fileDescriptor: file, closeOnDealloc: false).readData(ofLength: 4096)
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return try token(text, place)
    }
}
