import Foundation

/// What the system answered to a call that failed.
struct SystemError: Error, CustomStringConvertible {
    let code: Int32

    /// The last call's.
    init(code: Int32 = errno) { self.code = code }

    var description: String { String(cString: strerror(code)) }
}
