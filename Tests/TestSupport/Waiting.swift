import Foundation

/// Waits until a condition is true.
///
/// - Returns: false where the condition stayed false for at least two minutes, which counts as never.
public func wait(until isSo: () -> Bool) -> Bool {
    for _ in 0..<120_000 {
        if isSo() { return true }
        usleep(1000)
    }
    return false
}
