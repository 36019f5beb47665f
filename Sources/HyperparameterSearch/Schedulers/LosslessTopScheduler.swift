import Foundation

/// Finds the best trials without evaluating the others to the end, by branch and bound. The best `count` trials, and
/// their values, are those of a complete run.
///
/// A trial's bound is the best value that it can still reach, and it can only get worse. A trial whose bound is worse
/// than the value of the `count`-th best complete trial cannot be among the best `count`, so it is stopped. A trial
/// whose bound equals that value goes on, because equal values rank by number. Timing decides which trials are stopped,
/// and at which step; it does not change the best `count`.
///
/// First, all trials reach the first rung. Then the best of each rung go on until `count` trials are complete. Almost all
/// of these would advance in any case, and their values stop most of the others. Then those with the best bounds advance
/// first, so that few advance unnecessarily.
public struct LosslessTopScheduler: Scheduler, Hashable {
    /// K, the number of best trials that are found.
    public let count: Int

    /// A scheduler for the best `count` trials. ``check(against:)`` refuses a count below 1.
    public init(_ count: Int) {
        self.count = count
    }

    public var text: String { "keep \(count)" }
    public var rankingSize: Int { count }

    public func check(against objective: some Objective) throws(SchedulerError) {
        guard count >= 1 else { throw .keepsNothing(count) }
        guard objective.hasMonotoneBound else { throw .noMonotoneBound }
    }

    /// A hundredth of a whole evaluation, then each time 1.5 times the step before, and the last step.
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

    public func next(of window: TrialsInWindow) -> [Int] {
        guard !window.waiting.isEmpty else { return [] }
        if let fresh = window.waiting.firstIndex(where: { window.target(of: $0) == 0 }) {
            return window.waiting(besides: fresh)
        }
        // Trials whose bounds are unknown go on to their ends.
        let unknown = window.waiting.prefix { $0.bound.flatMap(number) == nil }
        if !unknown.isEmpty { return window.waiting(besides: 0).filter { $0 < unknown.count } }
        if window.best.threshold == nil, let leaders = leaders(of: window) { return leaders }
        // More of them have closer neighbours, which share more work, but more of them may advance unnecessarily.
        return window.waiting(besides: 0, count: 2 * window.preferredCount)
    }

    /// The trials that go on to the next rung while fewer than `count` trials are complete.
    ///
    /// Each rung is to be passed by a number of trials: the first by a fifth of all trials, but at least `4 * count`; the last
    /// by `count`; and from rung to rung the number falls by the same factor. The first rung that too few trials have
    /// passed lets its best trials go on. While trials that may be among the best of that rung still advance to it, trials
    /// advance that have to in any case. Where several runs evaluate the study's trials, the windows of the others
    /// are taken to stand like this one.
    ///
    /// - Returns: nil if all rungs have been passed by enough trials, because some of these failed.
    private func leaders(of window: TrialsInWindow) -> [Int]? {
        let (rungs, complete, runs) = (window.rungs.count, window.best.entries.count, window.runs)
        // Not more than there are.
        let count = min(count, (window.waiting.count + window.advancing.count) * runs + complete)
        var (waiting, advancing) = ([Int](repeating: 0, count: rungs), [Int](repeating: 0, count: rungs))
        for standing in window.waiting { waiting[window.target(of: standing)] += runs }
        for standing in window.advancing { advancing[window.target(of: standing)] += runs }
        // The trials that are beyond the rung, or advance from it.
        var passed = waiting.reduce(0, +) + advancing.reduce(0, +) + complete
        let widest = max(Double(passed) / 5, 4 * Double(count))
        for target in 0..<rungs {
            passed -= waiting[target]
            let fraction = rungs > 2 ? Double(rungs - 1 - target) / Double(rungs - 2) : 0
            let wanted = Int((Double(count) * pow(widest / Double(count), fraction)).rounded(.up))
            if target > 0, passed < wanted {
                if advancing[target - 1] > 0 {
                    let certain = certain(in: window)
                    return window.waiting(besides: 0, count: window.preferredCount).filter { $0 < certain }
                }
                if let best = window.waiting.firstIndex(where: { window.target(of: $0) == target }) {
                    return window.waiting(besides: best, count: (wanted - passed + runs - 1) / runs)
                }
            }
            passed -= advancing[target]
        }
        return nil
    }

    /// How many waiting trials, the first ones, cannot be stopped before the next rung, whatever the others do.
    ///
    /// No value is better than its trial's bound now, so the `count`-th best value will not be better than the `count`-th
    /// best bound of all trials. A trial with one of these bounds is not stopped by it.
    private func certain(in window: TrialsInWindow) -> Int {
        let direction = window.best.direction
        let advancing = window.advancing.map { $0.bound.flatMap(number) }
        let others = (advancing.compactMap(\.self) + window.best.entries.map(\.value)).sorted {
            direction.prefers($0, to: $1)
        }
        // The windows of other runs are taken to stand like this one.
        let count = count / window.runs
        let unknown = advancing.count { $0 == nil }
        var better = 0
        for (index, standing) in window.waiting.enumerated() {
            guard let bound = standing.bound.flatMap(number) else { return index }
            while better < others.count, !direction.prefers(bound, to: others[better]) { better += 1 }
            if index + better + unknown >= count { return index }
        }
        return window.waiting.count
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

extension RandomAccessCollection where Index == Int {
    /// The number of elements before the first one for which the predicate is true.
    ///
    /// - Precondition: no element with false follows one with true.
    /// - Complexity: O(log n).
    func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[startIndex + middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Scheduler where Self == LosslessTopScheduler {
    /// The best `count` trials of a complete run, without evaluating the others to the end.
    public static func keep(_ count: Int) -> LosslessTopScheduler { LosslessTopScheduler(count) }
}
