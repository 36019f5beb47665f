import Dispatch
import Foundation
import Locks

/// Divides threads evenly among the running trials. The remainder goes to the trials that began first.
final class ThreadShare: Sendable {
    private let threads: Int
    /// The count of trials that have begun, and the ordinals of those that run, ascending.
    private let running = Mutex((begun: 0, ordinals: [Int]()))

    init(threads: Int) {
        self.threads = threads
    }

    /// Runs `body` as a running trial. The body may ask at any time how many threads it may use.
    ///
    /// The body has a thread of its own. A `concurrentPerform` nested in the one that evaluates trials would keep the
    /// share of the cores that it had at its beginning, and would not use cores that become free.
    func withOne<Result: Sendable>(_ body: @escaping @Sendable (_ threads: () -> Int) -> Result) -> Result {
        let ordinal = running.withLock { running in
            running.begun += 1
            running.ordinals.append(running.begun)
            return running.begun
        }
        defer { running.withLock { $0.ordinals.removeAll { $0 == ordinal } } }
        let result = Mutex<Result?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread { [self] in
            let value = body { share(of: ordinal) }
            result.withLock { $0 = value }
            done.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
        done.wait()
        guard let value = result.withLock({ $0 }) else { preconditionFailure("the thread ended without its result") }
        return value
    }

    private func share(of ordinal: Int) -> Int {
        let ordinals = running.withLock { $0.ordinals }
        let place = ordinals.firstIndex(of: ordinal) ?? 0
        let count = max(1, ordinals.count)
        return max(1, threads / count + (place < threads % count ? 1 : 0))
    }
}
