import Foundation

/// A file in the folder for temporary files that its process holds a lock on. Where a process was killed, the next one
/// that needs such a file removes what was left.
struct TemporaryPlace {
    static let folder = FileManager.default.temporaryDirectory.path
    private static let (beginning, ending) = ("settle-rolled-back-", ".sqlite")

    let path: String
    /// The file, open for writing.
    let descriptor: Int32

    init() throws(SystemError) {
        Self.removeAbandoned()
        path = "\(Self.folder)/\(Self.beginning)\(UUID().uuidString)\(Self.ending)"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError() }
        // Some file systems have no such locks. There nothing is removed either.
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
    }

    /// Deletes the file, and the files that SQLite keeps beside it. Open connections stay usable.
    func discard() {
        DatabaseFiles.delete(path)
        close(descriptor)
    }

    private static func removeAbandoned() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.hasPrefix(beginning), name.hasSuffix(ending),
                UUID(uuidString: String(name.dropFirst(beginning.count).dropLast(ending.count))) != nil
            else { continue }
            let descriptor = open("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { DatabaseFiles.delete("\(folder)/\(name)") }
            close(descriptor)
        }
    }
}
