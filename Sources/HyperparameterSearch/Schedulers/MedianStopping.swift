/// Median stopping (Golovin et al. 2017): a trial is pruned at a rung where its value is worse than the median of the
/// values that the trials of earlier cohorts had at the same rung.
///
/// None is pruned before five trials of earlier cohorts are complete. A trial of an independent sampler waits at its
/// rung until all trials of earlier cohorts have ended; an adaptive sampler's generation is compared with those that
/// its sampler has learned.
public struct MedianStopping: CohortScheduler, Hashable {
    /// The number of complete trials before which none is pruned.
    public static let fewestComplete = 5

    /// The number of trials of an independent sampler's cohort; nil for an adaptive sampler.
    public let cohort: Int?
    /// The distance of the rungs in units of the objective's steps; nil for a rung at each milestone.
    public let every: Double?

    /// A scheduler with a rung every `every` units. ``check(against:)`` checks the settings.
    public init(cohort: Int?, every: Double? = nil) {
        self.cohort = cohort
        self.every = every
    }

    public var comparesWithinCohort: Bool { false }
    public var comparesEarlierCohorts: Bool { true }

    public var text: String {
        "median" + (cohort.map { " cohort \($0)" } ?? "") + (every.map { " every \($0.shortestText)" } ?? "")
    }

    public func check(against objective: some Objective) throws(SchedulerError) {
        if let cohort, cohort < 1 { throw .smallCohort(cohort, eta: 1) }
        try EvenRungs(every: every).check(against: objective)
    }

    public func cohorts(of sampler: any Sampler, on scale: StepScale) throws(SchedulerError) -> Cohorts {
        try cohorts(of: sampler, size: cohort)
    }

    public func rungs(ofCohort index: Int, on scale: StepScale) -> [Int] { EvenRungs(every: every).steps(on: scale) }

    public func verdict(on number: Int, atRung rung: Int, in cohort: CohortView) -> Verdict {
        guard cohort.isAfterEarlier else { return .wait }
        let (step, earlier) = (cohort.rungs[rung], cohort.earlierValues)
        guard earlier.completeCount >= Self.fewestComplete, let median = earlier.median(at: step),
            let value = cohort.trial(number)?.values[step]
        else { return .goOn }
        return cohort.direction.prefers(median, to: value) ? .stop : .goOn
    }
}

extension Scheduler where Self == MedianStopping {
    /// Stops trials that are worse than the median of earlier cohorts at the same rung.
    public static func median(cohort: Int?, every: Double? = nil) -> MedianStopping {
        MedianStopping(cohort: cohort, every: every)
    }
}
