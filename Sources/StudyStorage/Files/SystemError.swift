import Foundation

/// The error of a failed system call.
struct SystemError: Error, CustomStringConvertible {
    let code: Int32

    /// Takes the error of the last call by default.
    init(code: Int32 = errno) { self.code = code }

    var description: String { String(cString: strerror(code)) }
}
