/// The rule by which a running trial is judged: the rungs at which it is, and the verdicts.
struct TrialCourse: Sendable {
    /// Ascending, below the last step.
    let rungs: [Int]
    /// Whether the values at the rungs are stored, because the verdicts on other trials depend on them.
    let storesValues: Bool
    /// The steps of the rungs whose values are stored already.
    let stored: Set<Int>
    /// - Parameters:
    ///   - standing: at a rung.
    ///   - values: that this run has found at rungs, the one at this rung among them.
    let verdict: @Sendable (_ standing: Standing, _ values: [IntermediateValue]) -> Verdict

    init(
        rungs: [Int], storesValues: Bool, stored: Set<Int> = [],
        verdict: @escaping @Sendable (Standing, [IntermediateValue]) -> Verdict
    ) {
        self.rungs = rungs
        self.storesValues = storesValues
        self.stored = stored
        self.verdict = verdict
    }

    /// Whether a trial can go on from a checkpoint at `step`. A trial whose value at an earlier rung is not stored
    /// starts again, because other trials may wait for that value.
    func canGoOn(from step: Int) -> Bool {
        !storesValues || rungs.allSatisfy { $0 > step || stored.contains($0) }
    }
}

/// Gives the rules by which trials are judged, from the scheduler and the trials in the store.
///
/// The recorder calls this on one thread, between transactions of the store.
protocol TrialCourses {
    /// Reads what the rules depend on.
    ///
    /// - Parameter needed: the number of trials that keep all runs busy. While more than these, and two cohorts, wait at
    ///   rungs, no further cohort begins: its checkpoints would only wait too.
    mutating func prepare(needed: Int) throws -> ClaimableTrials

    /// The rule for a trial that is claimed; nil where it is evaluated to its end.
    mutating func course(of number: Int) throws -> TrialCourse?

    /// The result of a waiting trial that is stopped at the rung at which it waits; nil for other trials.
    func stop(of number: Int) -> Evaluation?
}

/// The trials that may be claimed.
struct ClaimableTrials: Sendable, Hashable {
    /// The numbers of the waiting trials among them; nil for all.
    var waiting: Set<Int>?
    /// The trial number below which new trials are among them; nil for no limit.
    var end: Int?
}

/// The rules where trials are evaluated to their ends, or compared while they run together.
struct FreeCourses: TrialCourses {
    func prepare(needed: Int) -> ClaimableTrials { ClaimableTrials() }
    func course(of number: Int) -> TrialCourse? { nil }
    func stop(of number: Int) -> Evaluation? { nil }
}

extension StudyRunner {
    /// Whether trials are compared with those of their cohorts.
    var hasCohorts: Bool { scheduler is any CohortScheduler }
    /// Whether trials run together in windows, and are compared there.
    var hasWindows: Bool { hasRungs && !isAdaptive }

    func courses() throws -> any TrialCourses {
        if let scheduler = scheduler as? any CohortScheduler { return try CohortCourses(scheduler, self) }
        if let sampler = sampler as? any AdaptiveSampler, hasRungs {
            return ThresholdCourses(
                rungs: scheduler.rungs(through: objective.steps).filter { $0 < objective.steps },
                count: scheduler.rankingSize, of: study, in: store,
                cohorts: Cohorts(sampler.generations, after: sampler.givenCount))
        }
        return FreeCourses()
    }
}
