/// Finds the best trials without evaluating the others to the end, by branch and bound. The best `count` trials, and
/// their values, are those of a complete run.
///
/// A trial's bound is the best value that it can still reach, and it can only get worse. A trial whose bound is worse
/// than the value of the `count`-th best complete trial cannot be among the best `count`, so it is stopped. A trial
/// whose bound equals that value goes on, because equal values rank by number. Trials with the best bounds advance
/// first, so that few trials advance unnecessarily. Timing decides which trials are stopped, and at which step; it does
/// not change the best `count`.
public struct LosslessTopScheduler: Scheduler, Hashable {
    public let count: Int

    public init(_ count: Int) {
        self.count = count
    }

    public var text: String { "keep \(count)" }
    public var rankingSize: Int { count }

    public func check(against objective: some Objective) throws(SchedulerError) {
        guard count >= 1 else { throw .keepsNothing(count) }
        guard objective.hasMonotoneBound else { throw .noMonotoneBound }
    }

    /// The steps of ``Rungs``.
    public func rungs(through steps: Int) -> [Int] { Rungs(through: steps).steps }

    public func reopening(best: [Ranking.Entry]) -> Reopening {
        best.count == count ? best.last.map { .notWorse(than: $0.value) } ?? .all : .all
    }

    /// Trials without a bound come first, then the others in order of bound, the best first. NaN counts as no bound, so
    /// its trial goes on to its end.
    public func isAdvanced(_ one: Standing, before other: Standing, direction: Direction) -> Bool {
        switch (one.bound.flatMap(number), other.bound.flatMap(number)) {
        case (nil, .some): true
        case (let bound?, let second?): direction.prefers(bound, to: second)
        case (.some, nil), (nil, nil): false
        }
    }

    private func number(_ bound: Double) -> Double? { bound.isNaN ? nil : bound }

    public func stopped(_ waiting: [Standing], best: Ranking) -> [Int] {
        guard let threshold = best.threshold else { return [] }
        // Trials are in order of bound, the worst last.
        let first = waiting.partitioningIndex { standing in
            standing.bound.map { best.direction.prefers(threshold, to: $0) } ?? false
        }
        return Array(waiting.indices[first...])
    }
}

extension Array {
    /// The index of the first element for which the predicate is true.
    ///
    /// - Precondition: no element with false follows one with true.
    /// - Complexity: O(log n).
    func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Scheduler where Self == LosslessTopScheduler {
    /// The best `count` trials of a complete run, without evaluating the others to the end.
    public static func keep(_ count: Int) -> LosslessTopScheduler { LosslessTopScheduler(count) }
}
