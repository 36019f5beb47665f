import Foundation
import Locks

/// The temporary folder of one process that runs programs, and the guardian that watches over it.
///
/// Program n has its parameters in `n.json`, its standard output in the named pipe `n.out`, and its process group in
/// `n.group`. The folder is removed at the end; after the death of this process, its guardian removes it.
final class RunFolder: Sendable {
    let path: String
    private let guardian: GroupGuardian
    private let count = Mutex(0)

    /// - Throws: ``StartError``.
    init(in parent: String = FileManager.default.temporaryDirectory.path) throws(StartError) {
        var template = Array((parent + "/settle-programs-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else {
            throw StartError(
                reason: "no temporary folder can be made in \(parent) (\(String(cString: strerror(errno))))")
        }
        path = String(cString: made)
        do throws(StartError) {
            guardian = try GroupGuardian(of: path)
        } catch {
            rmdir(path)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The files of the next program, without a suffix.
    func next() -> String {
        count.withLock { count in
            count += 1
            return "\(path)/\(count)"
        }
    }
}
