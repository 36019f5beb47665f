import Dispatch
import Foundation
import Locks
import Testing

@testable import AnnealingStudies

/// Threads that trials share.
@Suite struct ThreadShareTests {
    /// Where there are as many trials as threads or fewer, none is idle.
    @Test(arguments: [1, 2, 3, 5, 8], [1, 2, 3, 4])
    func noThreadIsLeftOver(threads: Int, trials: Int) {
        let share = ThreadShare(threads: threads)
        let shares = Mutex([Int]())
        let (arrivals, hasAsked) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let (mayAsk, mayLeave) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let group = DispatchGroup()
        for _ in 0..<trials {
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                share.withOne { threads in
                    arrivals.signal()
                    mayAsk.wait()
                    shares.withLock { $0.append(threads()) }
                    hasAsked.signal()
                    mayLeave.wait()
                }
            }
        }
        for _ in 0..<trials { arrivals.wait() }
        for _ in 0..<trials { mayAsk.signal() }
        for _ in 0..<trials { hasAsked.wait() }
        for _ in 0..<trials { mayLeave.signal() }
        group.wait()
        let given = shares.withLock { $0.sorted() }
        #expect(given.reduce(0, +) == max(threads, trials))
        #expect(given[trials - 1] - given[0] <= 1)
        #expect(share.withOne { $0() } == threads, "who is left alone has all of them")
    }
}
