import Synchronization

/// How many threads each of the trials at work may use: all threads, shared out evenly.
final class ThreadShare: Sendable {
    private let threads: Int
    private let working = Atomic<Int>(0)

    init(threads: Int) {
        self.threads = threads
    }

    /// Counts one more at work while `body` runs, which may ask at any time how many threads it may use.
    func withOne<Result>(_ body: (_ threads: () -> Int) -> Result) -> Result {
        working.wrappingAdd(1, ordering: .relaxed)
        defer { working.wrappingSubtract(1, ordering: .relaxed) }
        return body { max(1, threads / max(1, working.load(ordering: .relaxed))) }
    }
}
