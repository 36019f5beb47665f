import Dispatch
import Locks

/// Asynchronous work whose end a thread waits for.
enum BlockingTask {
    /// Blocks this thread until the work ends. The work runs on Swift's cooperative threads, so this thread must be
    /// none of them: if all of them waited here, no work could go on.
    ///
    /// - Parameter whileRunning: called on this thread about 20 times a second.
    /// - Throws: the error of `whileRunning`. The work is then cancelled, and has ended.
    static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () async -> Value, whileRunning: () throws(Failure) -> Void
    ) throws(Failure) -> Value {
        let end = End<Value>()
        let task = Task.detached { end.reach(await work()) }
        while true {
            if let value = end.wait(seconds: 0.05) { return value }
            do throws(Failure) {
                try whileRunning()
            } catch {
                task.cancel()
                while end.wait(seconds: 1) == nil {}
                throw error
            }
        }
    }
}

/// The end of some work, reached once.
private final class End<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let reached = DispatchSemaphore(value: 0)

    func reach(_ value: Value) {
        self.value.withLock { $0 = value }
        reached.signal()
    }

    /// - Returns: nil if the end is not reached within this time.
    func wait(seconds: Double) -> Value? {
        _ = reached.wait(timeout: .now() + seconds)
        return value.withLock { $0 }
    }
}
