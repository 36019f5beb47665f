/// Finds the best trials without evaluating the others to the end, by branch and bound. The best `count` trials and their
/// values equal those of a complete run.
///
/// A trial's bound is the best value that it can still reach, and it only gets worse. A trial whose bound is worse than
/// the value of the `count`-th best complete trial is not among the best `count`, so it is stopped and nothing is lost. A
/// trial whose bound equals that value goes on, since equal values rank by number. Trials with the best bounds are advanced
/// first, so that hardly a trial advances that would not have to in any order. Which trials stop, and where, depends on
/// timing; the best `count` do not.
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

    /// A hundredth of a whole evaluation, then half as many steps again each time, and the end.
    public func rungs(through steps: Int) -> [Int] { Rungs(through: steps).steps }

    public func reopening(best: [Ranking.Entry]) -> Reopening {
        best.count == count ? best.last.map { .notWorse(than: $0.value) } ?? .all : .all
    }

    /// Trials without a bound come first, then those with the better bounds. NaN is no bound: its trial goes on to its
    /// own end.
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
        // The worst bounds stand last.
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
