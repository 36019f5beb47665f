import Foundation
import Locks
import Testing

import struct Synchronization.Atomic

@testable import EquilibriumPropagation

/// Rounds that threads share.
@Suite struct SharedRoundsTests {
    @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 300])
    func everyUnitIsDoneOnceAndInItsRound(units: Int, rounds: Int) {
        let counts = Mutex([Int](repeating: 0, count: rounds * units))
        let isOutOfOrder = Atomic<Bool>(false)
        SharedRounds.perform(rounds, units: units) { round, unit, thread in
            counts.withLock { counts in
                // All of the round before is done, and nothing of the next.
                if round > 0, counts[(round - 1) * units..<round * units].contains(0) {
                    isOutOfOrder.store(true, ordering: .relaxed)
                }
                if counts[((round + 1) * units)...].contains(where: { $0 > 0 }) {
                    isOutOfOrder.store(true, ordering: .relaxed)
                }
                counts[round * units + unit] += 1
            }
            if !(0..<units).contains(thread) { isOutOfOrder.store(true, ordering: .relaxed) }
        }
        #expect(counts.withLock { $0.allSatisfy { $0 == 1 } })
        let wasOutOfOrder = isOutOfOrder.load(ordering: .relaxed)
        #expect(!wasOutOfOrder)
    }

    @Test func aThreadHasOneUnitAtATime() {
        let busy = Mutex(Set<Int>())
        let isShared = Atomic<Bool>(false)
        SharedRounds.perform(500, units: 4) { _, _, thread in
            if !busy.withLock({ $0.insert(thread).inserted }) { isShared.store(true, ordering: .relaxed) }
            _ = busy.withLock { $0.remove(thread) }
        }
        let wasShared = isShared.load(ordering: .relaxed)
        #expect(!wasShared)
    }
}
