import Foundation

/// Gives a process the rights of an ordinary user. There is no way back, so tests use it in a child process.
enum UnprivilegedUser {
    /// Gives up the superuser's rights. Does nothing where the process has none.
    static func become() throws {
        guard geteuid() == 0 else { return }
        let nobody: UInt32 = 65534
        guard setgroups(0, nil) == 0, setgid(nobody) == 0, setuid(nobody) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
    }
}
