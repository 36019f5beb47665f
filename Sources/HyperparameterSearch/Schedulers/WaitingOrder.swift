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
        let new = new.sorted(by: areInOrder)
        // [new trial]: the old position before which it comes.
        var positions: [Int] = []
        positions.reserveCapacity(new.count)
        for place in new {
            let start = positions.last ?? 0
            positions.append(start + (start..<trials.count).partitioningIndex { areInOrder(place, self[$0]) })
        }
        var end = trials.count
        trials += new.map { ($0.index, $0.key) }
        standings += new.map(\.standing)
        // The last ones move first, each by the number of new trials before it.
        for (before, place) in new.indices.reversed().map({ ($0, new[$0]) }) {
            let shift = before + 1
            for position in (positions[before]..<end).reversed() {
                trials[position + shift] = trials[position]
                standings[position + shift] = standings[position]
            }
            end = positions[before]
            trials[end + before] = (place.index, place.key)
            standings[end + before] = place.standing
        }
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
