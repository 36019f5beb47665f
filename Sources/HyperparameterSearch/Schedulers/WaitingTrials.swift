/// A trial in a window. A class, because thousands of them are moved about. One thread at a time uses it: the one that
/// advances it, or the one that holds the window's lock while it waits.
final class WindowEntry<O: Objective> {
    let candidate: Candidate
    let key: UInt64
    let begunAt: Int
    /// Nil where the trial has to begin again, because its progress was released.
    var progress: O.Progress?
    var standing: Standing

    init(candidate: Candidate, key: UInt64, begunAt: Int, progress: O.Progress, standing: Standing) {
        self.candidate = candidate
        self.key = key
        self.begunAt = begunAt
        self.progress = progress
        self.standing = standing
    }

    /// The order by key, then by number.
    func precedes(_ other: WindowEntry) -> Bool {
        (key, candidate.number) < (other.key, other.candidate.number)
    }
}

/// The trials of a window that no thread advances, in the scheduler's order.
///
/// The progress of at most `mostInFlight` of them is kept. The others keep only how they stand. If one of these is to
/// advance after all, it begins again, to the same result. They are those that have made no step, and then those that
/// come last in the scheduler's order, which will probably be stopped.
struct WaitingTrials<O: Objective> {
    private(set) var entries: [WindowEntry<O>] = []
    /// How the entries stand, by the same index.
    private(set) var standings: [Standing] = []
    private let mostInFlight: Int
    private var heldCount = 0

    init(mostInFlight: Int) {
        self.mostInFlight = mostInFlight
    }

    /// Inserts m trials among the n that wait.
    ///
    /// - Complexity: O(n) to move them, O(m log(n + m)) comparisons.
    mutating func insert(_ new: [WindowEntry<O>], by areInOrder: (WindowEntry<O>, WindowEntry<O>) -> Bool) {
        let (old, oldStandings) = (entries, standings)
        entries = []
        standings = []
        entries.reserveCapacity(old.count + new.count)
        standings.reserveCapacity(old.count + new.count)
        var start = 0
        for entry in new.sorted(by: areInOrder) {
            let end = start + old[start...].partitioningIndex { areInOrder(entry, $0) }
            entries += old[start..<end]
            standings += oldStandings[start..<end]
            entries.append(entry)
            standings.append(entry.standing)
            start = end
        }
        entries += old[start...]
        standings += oldStandings[start...]
        heldCount += new.count { $0.progress != nil }
    }

    /// Removes and returns the entries at `indices`.
    mutating func remove(_ indices: [Int]) -> [WindowEntry<O>] {
        guard !indices.isEmpty else { return [] }
        let removed = indices.map { entries[$0] }
        var isRemoved = [Bool](repeating: false, count: entries.count)
        for index in indices { isRemoved[index] = true }
        let rest = entries.indices.filter { !isRemoved[$0] }
        (entries, standings) = (rest.map { entries[$0] }, rest.map { standings[$0] })
        heldCount -= removed.count { $0.progress != nil }
        return removed
    }

    /// Removes and returns the first `count`, in order of key, of the entries at `indices`.
    mutating func take(neighbours count: Int, among indices: [Int]) -> [WindowEntry<O>] {
        remove(Array(indices.sorted { entries[$0].precedes(entries[$1]) }.prefix(count)))
    }

    /// Releases the progress of trials beyond the most that may be kept.
    mutating func release() {
        guard heldCount > mostInFlight else { return }
        release { $0.standing.step == 0 }
        release { _ in true }
    }

    private mutating func release(where isReleased: (WindowEntry<O>) -> Bool) {
        for entry in entries.reversed() where entry.progress != nil && isReleased(entry) {
            guard heldCount > mostInFlight else { return }
            entry.progress = nil
            heldCount -= 1
        }
    }
}
