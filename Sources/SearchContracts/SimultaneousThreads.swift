import Foundation
import Locks

/// Calls `body` on `count` threads that start at the same time, and returns the results by index of the thread.
///
/// - Throws: the first thread's error, if any threw.
public func onThreads<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (_ thread: Int) throws -> Result
) throws -> [Result] {
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    let (ready, gate, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    for index in 0..<count {
        Thread.detachNewThread {
            ready.signal()
            gate.wait()
            let result = Swift.Result { try body(index) }
            results.withLock { $0[index] = result }
            done.signal()
        }
    }
    for _ in 0..<count { ready.wait() }
    for _ in 0..<count { gate.signal() }
    for _ in 0..<count { done.wait() }
    return try results.withLock { results in
        try (0..<count).compactMap { try results[$0]?.get() }
    }
}
