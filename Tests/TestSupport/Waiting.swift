import Foundation

/// Waits until something is so.
///
/// - Returns: false where it was not for so long (20 s at least) that it will never be.
public func wait(until isSo: () -> Bool) -> Bool {
    for _ in 0..<20_000 {
        if isSo() { return true }
        usleep(1000)
    }
    return false
}
