import Dispatch
import Foundation
import Synchronization

/// Work in rounds of units, shared by the threads of one `concurrentPerform`: a round begins when every unit of the one
/// before is done.
///
/// Rounds take fractions of a millisecond, and to wake a thread for each would take a tenth of that; so threads stay
/// awake from round to round. Nobody waits for a thread that may never come: whoever is there takes the next unit, and
/// waits for units alone that others are at work on. One thread that is left alone does all of it.
final class SharedRounds: Sendable {
    private let units: Int
    /// Units taken and units done, of all rounds.
    private let taken = Atomic<Int>(0)
    private let done = Atomic<Int>(0)

    /// - Parameter units: of each round.
    private init(units: Int) {
        self.units = units
    }

    /// Does `rounds` rounds of `units` units on up to as many threads.
    ///
    /// - Parameter work: does a unit of a round, on a thread (from 0) that has no other one at the time.
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

    /// The next unit of a round that nobody has taken; nil where there is none.
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
            // The thread that is at work may be waiting for this processor.
            if looks.isMultiple(of: 64) { sched_yield() }
        }
    }
}
