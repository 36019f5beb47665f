import Foundation

/// The limits that the system sets a process.
enum SystemLimits {
    /// The size of the largest file that the process may write, in bytes; nil where there is no limit.
    static var fileSize: UInt64? {
        var limit = rlimit()
        #if os(Linux)
            let failure = getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        #else
            let failure = getrlimit(RLIMIT_FSIZE, &limit)
        #endif
        return failure == 0 && limit.rlim_cur < UInt64(Int64.max) ? UInt64(limit.rlim_cur) : nil
    }
}
