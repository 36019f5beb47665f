import Dispatch
import Foundation
import Synchronization

/// How many threads each of the trials at work may use: all threads, shared out evenly.
final class ThreadShare: Sendable {
    private let threads: Int
    private let working = Atomic<Int>(0)

    init(threads: Int) {
        self.threads = threads
    }

    /// Counts one more at work while `body` runs, which may ask at any time how many threads it may use.
    ///
    /// The body runs on a thread of its own: a `concurrentPerform` inside the one that evaluates trials would get no
    /// more than a share of the cores that is fixed when that one begins, and so none of those that become free.
    func withOne<Result: Sendable>(_ body: @escaping @Sendable (_ threads: () -> Int) -> Result) -> Result {
        working.wrappingAdd(1, ordering: .relaxed)
        defer { working.wrappingSubtract(1, ordering: .relaxed) }
        let result = Mutex<Result?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread { [self] in
            let value = body { max(1, threads / max(1, working.load(ordering: .relaxed))) }
            result.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
        done.wait()
        guard let value = result.withLock({ $0 }) else { preconditionFailure("the thread ended without its result") }
        return value
    }
}
