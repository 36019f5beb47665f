import Dispatch
import Foundation
import Synchronization

/// How many threads each of the trials at work may use: all threads, shared out evenly, what is left over to those that
/// began first.
final class ThreadShare: Sendable {
    private let threads: Int
    /// How many have begun, and the numbers of those at work, ascending.
    private let working = Mutex((begun: 0, numbers: [Int]()))

    init(threads: Int) {
        self.threads = threads
    }

    /// Counts one more at work while `body` runs, which may ask at any time how many threads it may use.
    ///
    /// The body runs on a thread of its own: a `concurrentPerform` inside the one that evaluates trials would get no
    /// more than a share of the cores that is fixed when that one begins, and so none of those that become free.
    func withOne<Result: Sendable>(_ body: @escaping @Sendable (_ threads: () -> Int) -> Result) -> Result {
        let number = working.withLock { working in
            working.begun += 1
            working.numbers.append(working.begun)
            return working.begun
        }
        defer { working.withLock { $0.numbers.removeAll { $0 == number } } }
        let result = Mutex<Result?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread { [self] in
            let value = body { share(of: number) }
            result.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
        done.wait()
        guard let value = result.withLock({ $0 }) else { preconditionFailure("the thread ended without its result") }
        return value
    }

    private func share(of number: Int) -> Int {
        let numbers = working.withLock { $0.numbers }
        let place = numbers.firstIndex(of: number) ?? 0
        let count = max(1, numbers.count)
        return max(1, threads / count + (place < threads % count ? 1 : 0))
    }
}
