import Foundation

/// The information that a scheduler has on a cohort.
public struct CohortView: Sendable {
    /// The index of the cohort, from 0.
    public let index: Int
    /// Whether small or large values are better.
    public let direction: Direction
    /// The steps of the cohort's rungs.
    public let rungs: [Int]
    /// All trials of the cohort, in order of number.
    public private(set) var trials: [CohortTrial]
    /// The ended trials of earlier cohorts, in order of number; empty for a scheduler that does not compare them.
    public let earlier: [CohortTrial]
    /// Whether all trials of earlier cohorts have ended.
    public let isAfterEarlier: Bool
    /// What is computed of `earlier`; nil where nobody has computed it yet.
    private let knownEarlierValues: EarlierValues?
    /// The trials that go on from the rungs, computed once for all verdicts on this view.
    let survivors = Survivors()

    /// A view of a cohort, made from what the store has.
    ///
    /// - Precondition: `trials` and `earlier` are in order of number.
    public init(
        index: Int, direction: Direction, rungs: [Int], trials: [CohortTrial], earlier: [CohortTrial] = [],
        isAfterEarlier: Bool = true
    ) {
        self.init(
            index: index, direction: direction, rungs: rungs, trials: trials, earlier: earlier,
            isAfterEarlier: isAfterEarlier, earlierValues: nil)
    }

    init(
        index: Int, direction: Direction, rungs: [Int], trials: [CohortTrial], earlier: [CohortTrial],
        isAfterEarlier: Bool, earlierValues: EarlierValues?
    ) {
        self.index = index
        self.direction = direction
        self.rungs = rungs
        self.trials = trials
        self.earlier = earlier
        self.isAfterEarlier = isAfterEarlier
        knownEarlierValues = earlierValues
    }

    /// The values of ``earlier``.
    var earlierValues: EarlierValues { knownEarlierValues ?? EarlierValues(of: earlier) }

    /// The trial of this number; nil where the cohort does not have it.
    public func trial(_ number: Int) -> CohortTrial? { place(of: number).map { trials[$0] } }

    /// The same view, in which a trial has further values.
    public func adding(_ values: [IntermediateValue], to number: Int) -> CohortView {
        guard let place = place(of: number) else { return self }
        var trials = trials
        for value in values { trials[place].values[value.step] = value.value }
        return CohortView(
            index: index, direction: direction, rungs: rungs, trials: trials, earlier: earlier,
            isAfterEarlier: isAfterEarlier, earlierValues: knownEarlierValues)
    }

    /// The same view, in which a trial is replaced by what is now known of it.
    public func replacing(_ trial: CohortTrial) -> CohortView {
        guard let place = place(of: trial.number) else { return self }
        var trials = trials
        trials[place] = trial
        return CohortView(
            index: index, direction: direction, rungs: rungs, trials: trials, earlier: earlier,
            isAfterEarlier: isAfterEarlier, earlierValues: knownEarlierValues)
    }

    private func place(of number: Int) -> Int? {
        let place = trials.partitioningIndex { $0.number >= number }
        return place < trials.count && trials[place].number == number ? place : nil
    }

    /// The numbers of the trials that go on from each rung, by a rule that ranks the trials of a cohort.
    final class Survivors: @unchecked Sendable {
        // Guarded by `lock`.
        private var known: [Key: Set<Int>?] = [:]
        private let lock = NSLock()

        struct Key: Hashable {
            let rung: Int
            let eta: Int
        }

        /// - Parameter compute: gives nil while not all trials have reached the rung.
        func numbers(_ key: Key, _ compute: () -> Set<Int>?) -> Set<Int>? {
            if let found = lock.withLock({ known[key] }) { return found }
            let numbers = compute()
            lock.withLock { known[key] = .some(numbers) }
            return numbers
        }
    }
}

/// The information that a scheduler has on a trial of a cohort.
public struct CohortTrial: Sendable, Hashable {
    /// The trial's number.
    public let number: Int
    /// The values at the steps that the trial has passed.
    public var values: [Int: Double]
    /// Nil until the trial has ended.
    public let outcome: Outcome?

    /// A trial with the values that it has had so far, by step.
    public init(number: Int, values: [Int: Double] = [:], outcome: Outcome? = nil) {
        self.number = number
        self.values = values
        self.outcome = outcome
    }

    /// Whether the trial has reached a rung, or ended before it.
    public func hasReached(_ step: Int) -> Bool { values[step] != nil || outcome != nil }

    /// The value by which the trial is ranked at a rung. A trial that was complete before the rung is ranked by its
    /// value; one that failed before the rung has none.
    public func value(at step: Int) -> Double? { values[step] ?? outcome?.value }
}

/// The values of ended trials, to which further ones are added at a small cost.
struct EarlierValues: Sendable {
    private(set) var completeCount = 0
    private var lowest: Double?
    private var highest: Double?
    /// The intermediate values at each step, ascending.
    private var values: [Int: [Double]] = [:]

    init() {}

    init(of trials: [CohortTrial]) {
        for trial in trials { addOutcome(of: trial) }
        values = Dictionary(grouping: trials.flatMap { Array($0.values) }, by: \.key).mapValues {
            $0.map(\.value).sorted()
        }
    }

    mutating func add(_ trial: CohortTrial) {
        addOutcome(of: trial)
        for (step, value) in trial.values {
            let place = values[step]?.partitioningIndex { $0 > value } ?? 0
            values[step, default: []].insert(value, at: place)
        }
    }

    private mutating func addOutcome(of trial: CohortTrial) {
        guard let value = trial.outcome?.value else { return }
        completeCount += 1
        lowest = min(lowest ?? value, value)
        highest = max(highest ?? value, value)
    }

    /// The best value of a complete trial.
    func best(_ direction: Direction) -> Double? { direction == .minimize ? lowest : highest }

    /// The middle intermediate value at a step, or the mean of the two middle values; nil where there is none.
    func median(at step: Int) -> Double? {
        guard let sorted = values[step], !sorted.isEmpty else { return nil }
        let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        return low + (high - low) / 2
    }
}
