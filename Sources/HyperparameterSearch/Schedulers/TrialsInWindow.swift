/// The running trials of a window, from which a scheduler chooses those that advance next.
public struct TrialsInWindow: Sendable {
    /// The trials that no thread advances at the moment, in the scheduler's order.
    public let waiting: [Standing]
    /// The trials that threads advance at the moment, as they stood before.
    public let advancing: [Standing]
    /// The steps at which trials are compared, ascending; the last one is the last step.
    public let rungs: [Int]
    /// The best trials so far.
    public let best: Ranking
    /// The number of trials that all threads together advance most efficiently.
    public let preferredCount: Int
    /// The number of runs that evaluate the study's trials, each in a window of its own.
    public let runs: Int

    /// The trials of a window as they stand.
    public init(
        waiting: [Standing], advancing: [Standing], rungs: [Int], best: Ranking, preferredCount: Int, runs: Int = 1
    ) {
        self.waiting = waiting
        self.advancing = advancing
        self.rungs = rungs
        self.best = best
        self.preferredCount = preferredCount
        self.runs = max(1, runs)
    }

    /// The index of the rung to which a trial advances.
    public func target(of standing: Standing) -> Int {
        rungs.partitioningIndex { $0 > standing.step }
    }

    /// The waiting trials that advance to the same rung as the waiting trial at `index`: the first `count` of them.
    public func waiting(besides index: Int, count: Int = .max) -> [Int] {
        let target = target(of: waiting[index])
        return Array(waiting.indices.lazy.filter { self.target(of: waiting[$0]) == target }.prefix(count))
    }
}
