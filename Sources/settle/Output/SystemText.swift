import Foundation

/// The system's words for its errors.
enum SystemText {
    /// The words for the error of the last system call.
    static var last: String { of(errno) }

    static func of(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// The words for an error of Foundation, whose own text names domains and codes; nil where it has no system error.
    static func of(_ error: any Error) -> String? {
        if let error = error as? POSIXError { return of(error.code.rawValue) }
        guard error is CocoaError || type(of: error) == NSError.self else { return nil }
        var next: NSError? = error as NSError
        while let error = next {
            if error.domain == NSPOSIXErrorDomain { return of(Int32(error.code)) }
            next = error.userInfo[NSUnderlyingErrorKey] as? NSError
        }
        return "the system gave no reason"
    }
}
