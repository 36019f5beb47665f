/// Decides which trials go on, and which are stopped early.
///
/// A scheduler is a rule: it holds no state. The runner shows it trials at its rungs.
public protocol Scheduler: Sendable {
    /// The scheduler as runs record it: "complete", "keep 50". Runs with different schedulers do not work on a study at
    /// the same time. ``Schedulers/named(_:)`` reads it.
    var text: String { get }

    /// How many of the best trials its decisions rest on; 0 where they rest on none.
    var rankingSize: Int { get }

    /// - Throws: ``SchedulerError`` where the scheduler cannot work, or needs something that the objective does not have.
    func check(against objective: some Objective) throws(SchedulerError)

    /// The steps, ascending and ending with `steps`, at which trials are looked at. Empty where no trial is stopped: each
    /// goes to its end by itself.
    func rungs(through steps: Int) -> [Int]

    /// The pruned trials that a run with this scheduler evaluates again.
    ///
    /// - Parameter best: the best `rankingSize` complete trials, or all where there are fewer.
    func reopening(best: [Ranking.Entry]) -> Reopening

    /// Whether one waiting trial is advanced before another. Trials between which it does not decide go by number.
    func isAdvanced(_ one: Standing, before other: Standing, direction: Direction) -> Bool

    /// Which trials are stopped where they stand.
    ///
    /// - Parameters:
    ///   - waiting: trials that stand at a rung, in the order in which they are advanced.
    ///   - best: the best `rankingSize` trials so far.
    /// - Returns: indices of `waiting`.
    func stopped(_ waiting: [Standing], best: Ranking) -> [Int]
}

/// A running trial as a scheduler sees it.
public struct Standing: Sendable, Hashable {
    public let number: Int
    public let step: Int
    /// The best value that the trial can still reach; nil before the first rung, and where the objective knows none.
    public let bound: Double?
    /// What the trial's value would be, had it ended here; nil where the objective does not tell.
    public let value: Double?

    public init(number: Int, step: Int, bound: Double?, value: Double? = nil) {
        self.number = number
        self.step = step
        self.bound = bound
        self.value = value
    }
}

/// The schedulers by the texts that runs record.
public enum Schedulers {
    /// - Returns: nil where this version knows no such scheduler.
    public static func named(_ text: String) -> (any Scheduler)? {
        if text == CompleteScheduler().text { return CompleteScheduler() }
        let words = text.split(separator: " ")
        guard words.count == 2, words[0] == "keep", let count = Int(words[1]), count >= 1 else { return nil }
        let scheduler = LosslessTopScheduler(count)
        return scheduler.text == text ? scheduler : nil
    }
}

/// Why a run cannot use a scheduler.
public enum SchedulerError: Error, Hashable, CustomStringConvertible {
    case noMonotoneBound
    case keepsNothing(Int)

    public var description: String {
        switch self {
        case .noMonotoneBound:
            "this objective has no bound that only gets worse, so trials cannot be pruned without losing some; "
                + "run it without keeping only the best"
        case .keepsNothing(let count):
            "keeping the best \(count) keeps nothing; give 1 or more, or leave it out"
        }
    }
}
