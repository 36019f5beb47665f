import Dispatch
import Foundation
import Synchronization

/// Work in rounds of units, shared by the threads of one `concurrentPerform`. A round begins when all units of the
/// previous round are done.
///
/// A round takes a fraction of a millisecond, and waking a thread for each round would take a tenth of that. Therefore
/// threads stay awake from round to round. No thread waits for another to start: each takes the next unit, and waits
/// only for units that other threads are working on. A single thread does all the work by itself.
final class SharedRounds: Sendable {
    private let units: Int
    /// The number of units taken and of units done, over all rounds.
    private let taken = Atomic<Int>(0)
    private let done = Atomic<Int>(0)

    /// - Parameter units: the number of units in each round.
    private init(units: Int) {
        self.units = units
    }

    /// Does `rounds` rounds of `units` units, on up to `units` threads.
    ///
    /// - Parameter work: does one unit of a round. `thread` (from 0) is the index of the calling thread, which does one
    ///   unit at a time.
    static func perform(
        _ rounds: Int, units: Int, _ work: @Sendable (_ round: Int, _ unit: Int, _ thread: Int) -> Void
    ) {
        if units == 1 {
            for round in 0..<rounds { work(round, 0, 0) }
            return
        }
        let shared = SharedRounds(units: units)
        DispatchQueue.concurrentPerform(iterations: units) { thread in
            for round in 0..<rounds {
                while let unit = shared.takeUnit(of: round) {
                    work(round, unit, thread)
                    shared.done.wrappingAdd(1, ordering: .acquiringAndReleasing)
                }
                shared.awaitEnd(of: round)
            }
        }
    }

    /// Takes the next unit of a round; nil if all have been taken.
    private func takeUnit(of round: Int) -> Int? {
        var next = taken.load(ordering: .relaxed)
        while next < (round + 1) * units {
            let (isMine, found) = taken.compareExchange(
                expected: next, desired: next + 1, ordering: .acquiringAndReleasing)
            if isMine { return next - round * units }
            next = found
        }
        return nil
    }

    private func awaitEnd(of round: Int) {
        var looks = 0
        while done.load(ordering: .acquiring) < (round + 1) * units {
            looks += 1
            // The thread that has the last unit may be waiting for this processor.
            if looks.isMultiple(of: 64) { sched_yield() }
        }
    }
}
