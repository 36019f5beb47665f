/// Evaluates every trial to its end, including the trials that an earlier run pruned.
public struct CompleteScheduler: Scheduler, Hashable {
    /// The scheduler; ``Scheduler/complete`` is the same.
    public init() {}

    public var text: String { "complete" }
    public var rankingSize: Int { 0 }

    public func check(against objective: some Objective) throws(SchedulerError) {}
    public func rungs(through steps: Int) -> [Int] { [] }
    public func reopening(best: [Ranking.Entry]) -> Reopening { .all }
    public func isAdvanced(_ one: Standing, before other: Standing, direction: Direction) -> Bool { false }
    public func stopped(_ waiting: [Standing], best: Ranking) -> [Int] { [] }
}

extension Scheduler where Self == CompleteScheduler {
    /// Every trial to its end.
    public static var complete: CompleteScheduler { CompleteScheduler() }
}
