import Foundation

/// The rights of a user who may not write everywhere; for processes of their own, since there is no way back.
enum UnprivilegedUser {
    /// Gives up the superuser's rights, where the process has them; other users have none to give up.
    static func become() throws {
        guard geteuid() == 0 else { return }
        let nobody: UInt32 = 65534
        guard setgroups(0, nil) == 0, setgid(nobody) == 0, setuid(nobody) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
    }
}
