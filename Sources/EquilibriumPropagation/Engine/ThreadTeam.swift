import Dispatch
import Foundation
import Synchronization

/// Threads that share work whose parts take fractions of a millisecond, one piece of work after the other.
///
/// A thread of the team that has nothing to do stays awake for a while before it sleeps: waking one takes as long as a
/// tenth of an update. The calling thread is one of the team, so a team of one has no thread of its own.
///
/// One caller at a time.
final class ThreadTeam: @unchecked Sendable {
    private var helpers: [Helper] = []

    deinit {
        for helper in helpers { helper.dismiss() }
    }

    /// Does parts 0 ..< `parts` of some work, each on a thread of its own, and returns when all are done.
    func perform(_ parts: Int, _ work: @Sendable (Int) -> Void) {
        while helpers.count < parts - 1 { helpers.append(Helper()) }
        // A helper is done with the work before this function returns.
        withoutActuallyEscaping(work) { work in
            for part in 1..<max(1, parts) { helpers[part - 1].begin { work(part) } }
            work(0)
            for part in 1..<max(1, parts) { helpers[part - 1].awaitEnd() }
        }
    }

    /// One more thread, and what it is to do.
    private final class Helper: @unchecked Sendable {
        // Written by the caller before it raises `begun`, read by the thread after: never by both at once.
        private var work: (@Sendable () -> Void)?
        private let begun = AwaitedCount()
        private let ended = AwaitedCount()

        init() {
            let thread = Thread { [self] in
                var round = 0
                while true {
                    round += 1
                    begun.wait(for: round)
                    guard doWork() else { return }
                    ended.raise()
                }
            }
            thread.name = "settle training"
            thread.start()
        }

        /// Nothing refers to the work any more when this returns.
        ///
        /// - Returns: false where there is none.
        private func doWork() -> Bool {
            guard let work else { return false }
            self.work = nil
            work()
            return true
        }

        func begin(_ work: @escaping @Sendable () -> Void) {
            self.work = work
            begun.raise()
        }

        /// Of what was begun last.
        func awaitEnd() { ended.wait(for: begun.value) }

        /// The thread ends.
        func dismiss() { begun.raise() }
    }
}

/// A count that one thread raises, and another one waits for: awake at first, then asleep.
private final class AwaitedCount: Sendable {
    private let count = Atomic<Int>(0)
    private let isAsleep = Atomic<Bool>(false)
    private let alarm = DispatchSemaphore(value: 0)

    /// How long to wait awake: longer than threads of a team wait for one another within an update.
    private static let patience = Duration.microseconds(100)

    var value: Int { count.load(ordering: .relaxed) }

    func raise() {
        count.wrappingAdd(1, ordering: .sequentiallyConsistent)
        // Whoever takes the mark away sees to it that the alarm is rung, or not needed.
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { alarm.signal() }
    }

    func wait(for target: Int) {
        let end = ContinuousClock.now + Self.patience
        repeat {
            if count.load(ordering: .acquiring) >= target { return }
            sched_yield()  // The other thread may be waiting for this processor.
        } while ContinuousClock.now < end
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        if count.load(ordering: .sequentiallyConsistent) >= target {
            if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { return }
        }
        alarm.wait()
    }
}
