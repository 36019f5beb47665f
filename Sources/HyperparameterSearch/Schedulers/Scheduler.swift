/// Decides which trials go on and which are stopped early.
///
/// A scheduler is a rule without state. The runner consults it when trials reach its rungs.
public protocol Scheduler: Sendable {
    /// The text that is stored with a run: "complete", "keep 50". ``Schedulers/named(_:)`` reads these two. Runs with
    /// different schedulers cannot work on a study at the same time.
    var text: String { get }

    /// How many of the best trials the decisions depend on; 0 where they depend on none.
    var rankingSize: Int { get }

    /// - Throws: ``SchedulerError`` where the scheduler's settings are invalid, or the objective lacks something that
    ///   it needs.
    func check(against objective: some Objective) throws(SchedulerError)

    /// - Throws: ``SchedulerError`` where the scheduler cannot work with the sampler, or with a study of `budget` trials.
    func check(_ sampler: any Sampler, budget: Int, on scale: StepScale) throws(SchedulerError)

    /// The steps at which trials are compared, ascending; the last one is `steps`. Empty where no trial is ever
    /// stopped, and for a ``CohortScheduler``, which has its own rungs.
    func rungs(through steps: Int) -> [Int]

    /// The pruned trials that a run with this scheduler evaluates again.
    ///
    /// - Parameter best: the best `rankingSize` complete trials, or all complete trials where there are fewer.
    func reopening(best: [Ranking.Entry]) -> Reopening

    /// The order of the waiting trials: whether one of them comes before another. Ties go by batch key, then by number.
    func isAdvanced(_ one: Standing, before other: Standing, direction: Direction) -> Bool

    /// The waiting trials that advance next, all to the same rung. The runner divides them into batches, and asks again
    /// before each batch.
    ///
    /// - Returns: indices of `window.waiting`, each once; at least one where trials wait and none advances.
    func next(of window: TrialsInWindow) -> [Int]

    /// The trials that are stopped at their present step.
    ///
    /// - Parameters:
    ///   - waiting: the running trials that no thread advances at the moment, in the order in which they will advance.
    ///     They stand at various rungs, or before the first, where nothing is known of them: which of them wait depends
    ///     on timing.
    ///   - best: the best `rankingSize` trials so far.
    /// - Returns: indices of `waiting`.
    func stopped(_ waiting: [Standing], best: Ranking) -> [Int]
}

extension Scheduler {
    public func check(_ sampler: any Sampler, budget: Int, on scale: StepScale) throws(SchedulerError) {}

    /// All that advance to the same rung as the first waiting trial.
    public func next(of window: TrialsInWindow) -> [Int] {
        window.waiting.isEmpty ? [] : window.waiting(besides: 0)
    }
}

/// The information that a scheduler has on a running trial.
public struct Standing: Sendable, Hashable {
    /// The trial's number.
    public let number: Int
    /// The number of steps that the trial has run.
    public let step: Int
    /// The best value that the trial can still reach; nil before the first rung, and where the objective knows no
    /// bound.
    public let bound: Double?
    /// The value of the trial if it ended at this step; nil where the objective has none.
    public let value: Double?

    /// The standing of a trial.
    public init(number: Int, step: Int, bound: Double?, value: Double? = nil) {
        self.number = number
        self.step = step
        self.bound = bound
        self.value = value
    }
}

/// Finds a scheduler by the text that a run stored.
public enum Schedulers {
    /// - Returns: nil where this version does not know the scheduler.
    public static func named(_ text: String) -> (any Scheduler)? {
        if text == CompleteScheduler().text { return CompleteScheduler() }
        let words = text.split(separator: " ")
        guard words.count == 2, words[0] == "keep", let count = Int(words[1]), count >= 1 else { return nil }
        let scheduler = LosslessTopScheduler(count)
        return scheduler.text == text ? scheduler : nil
    }
}
