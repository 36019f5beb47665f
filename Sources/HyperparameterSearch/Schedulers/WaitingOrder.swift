/// The trials of a window that no thread advances, in the scheduler's order. Thousands of them are moved about at each
/// batch, so they are plain numbers.
struct WaitingOrder: Sendable {
    /// A trial of the window.
    struct Place: Sendable {
        /// The trial's index in the window.
        let index: Int
        /// Trials with equal keys share work.
        let key: UInt64
        let standing: Standing
    }

    /// The trials' indices in the window, and their keys.
    private(set) var trials: [(index: Int, key: UInt64)] = []
    /// How the trials stand, by the same position.
    private(set) var standings: [Standing] = []

    subscript(position: Int) -> Place {
        Place(index: trials[position].index, key: trials[position].key, standing: standings[position])
    }

    /// Inserts m trials among the n that wait.
    ///
    /// - Complexity: O(n) to move them, O(m log(n + m)) comparisons.
    mutating func insert(_ new: [Place], by areInOrder: (Place, Place) -> Bool) {
        let old = self
        trials = []
        standings = []
        trials.reserveCapacity(old.trials.count + new.count)
        standings.reserveCapacity(old.trials.count + new.count)
        var start = 0
        for place in new.sorted(by: areInOrder) {
            let end = start + (start..<old.trials.count).partitioningIndex { areInOrder(place, old[$0]) }
            trials += old.trials[start..<end]
            standings += old.standings[start..<end]
            trials.append((place.index, place.key))
            standings.append(place.standing)
            start = end
        }
        trials += old.trials[start...]
        standings += old.standings[start...]
    }

    /// Removes the trials at `positions`, and returns them.
    mutating func remove(_ positions: [Int]) -> [Place] {
        guard !positions.isEmpty else { return [] }
        let removed = positions.map { self[$0] }
        var isRemoved = [Bool](repeating: false, count: trials.count)
        for position in positions { isRemoved[position] = true }
        var kept = 0
        for position in trials.indices where !isRemoved[position] {
            (trials[kept], standings[kept]) = (trials[position], standings[position])
            kept += 1
        }
        trials.removeLast(trials.count - kept)
        standings.removeLast(standings.count - kept)
        return removed
    }

    /// Removes and returns the first `count`, in order of key, then of number, of the trials at `positions`.
    mutating func take(neighbours count: Int, among positions: [Int]) -> [Place] {
        let ordered = positions.sorted {
            (trials[$0].key, standings[$0].number) < (trials[$1].key, standings[$1].number)
        }
        return remove(Array(ordered.prefix(count)))
    }
}
