/// Racing over seeds: a trial of a ``RepeatedObjective`` is pruned when its mean can no longer reach the best.
///
/// After each seed from the second on, the 95% interval of the mean over the seeds so far (``ConfidenceInterval``) is
/// compared with the best value of the complete trials of earlier cohorts. The trial is pruned where the better end of
/// the interval is worse than that value; nothing is pruned while no earlier trial is complete. The decision is a pure
/// function of the trial's own values and of the best, computed with portable arithmetic. It is a fixed rule and no
/// test: it looks after every seed, so the intervals of several looks together cover the mean in fewer than 95% of trials.
///
/// (Racing of alternatives over instances goes back to Maron and Moore, "Hoeffding races", NIPS 1993; F-race does it with
/// a statistical test, Birattari et al., GECCO 2002.)
public struct Race: CohortScheduler, Hashable {
    /// The number of seeds of a whole trial.
    public let seeds: Int
    /// The number of trials of an independent sampler's cohort; nil for an adaptive sampler.
    public let cohort: Int?

    /// A race over `seeds` seeds. ``check(against:)`` checks the settings.
    public init(seeds: Int, cohort: Int?) {
        self.seeds = seeds
        self.cohort = cohort
    }

    public var comparesWithinCohort: Bool { false }
    public var comparesEarlierCohorts: Bool { true }

    public var text: String { "race \(seeds)" + (cohort.map { " cohort \($0)" } ?? "") }

    public func check(against objective: some Objective) throws(SchedulerError) {
        if let cohort, cohort < 1 { throw .smallCohort(cohort, eta: 1) }
        guard seeds >= 2, objective.steps >= seeds, objective.steps.isMultiple(of: seeds) else {
            throw .noSeeds(seeds, steps: objective.steps)
        }
    }

    public func cohorts(of sampler: any Sampler, on scale: StepScale) throws(SchedulerError) -> Cohorts {
        try cohorts(of: sampler, size: cohort)
    }

    /// The ends of all seeds but the last.
    public func rungs(ofCohort index: Int, on scale: StepScale) -> [Int] {
        let each = scale.count / max(1, seeds)
        return each > 0 ? (1..<seeds).map { $0 * each } : []
    }

    public func verdict(on number: Int, atRung rung: Int, in cohort: CohortView) -> Verdict {
        // One value tells nothing of the spread.
        guard rung > 0 else { return .goOn }
        guard cohort.isAfterEarlier else { return .wait }
        let direction = cohort.direction
        guard let best = cohort.earlierValues.best(direction), let trial = cohort.trial(number) else { return .goOn }
        let means = cohort.rungs[...rung].compactMap { trial.values[$0] }
        guard means.count == rung + 1, let interval = ConfidenceInterval(ofMean: Self.values(of: means)) else {
            return .goOn
        }
        return direction.prefers(best, to: direction == .minimize ? interval.low : interval.high) ? .stop : .goOn
    }

    /// The values of the seeds, from their running means: `x[k] = (k + 1) m[k] - k m[k - 1]`.
    static func values(of means: [Double]) -> [Double] {
        means.indices.map { index in
            guard index > 0 else { return means[0] }
            return Double(index + 1) * means[index] - Double(index) * means[index - 1]
        }
    }
}

extension Scheduler where Self == Race {
    /// Stops trials whose mean over the seeds so far can no longer reach the best.
    public static func race(seeds: Int, cohort: Int?) -> Race { Race(seeds: seeds, cohort: cohort) }
}
