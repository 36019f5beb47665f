/// A scheduler that compares the intermediate values of the trials of a cohort, and of earlier cohorts, at rungs.
///
/// A cohort is a generation of an adaptive sampler, or a stated number of trials of an independent one. A decision is a
/// pure function of the cohort's values, so it does not depend on which trial came first, or in which process. A trial
/// that cannot be judged yet waits at its rung: its checkpoint and its value are stored, and no run holds it. Trials
/// that are stopped are recorded as pruned, with their last value and step, and are never evaluated again.
public protocol CohortScheduler: Scheduler {
    /// The cohorts of a sampler's trials.
    ///
    /// - Throws: ``SchedulerError`` where the scheduler's cohorts do not go with the sampler.
    func cohorts(of sampler: any Sampler, on scale: StepScale) throws(SchedulerError) -> Cohorts

    /// The steps at which trials of a cohort are judged, ascending and below the last step.
    func rungs(ofCohort index: Int, on scale: StepScale) -> [Int]

    /// Whether a cohort's trials are compared with each other, so that a cohort must not be cut by the budget.
    var comparesWithinCohort: Bool { get }

    /// Whether trials are compared with those of earlier cohorts.
    var comparesEarlierCohorts: Bool { get }

    /// What happens to a trial at a rung that it has reached. A verdict other than ``Verdict/wait`` does not change
    /// when more is known of the cohort.
    ///
    /// - Parameters:
    ///   - number: of a trial of the cohort, which has a value at this rung.
    ///   - rung: an index of the cohort's rungs.
    ///   - cohort: what is known of the cohort now.
    func verdict(on number: Int, atRung rung: Int, in cohort: CohortView) -> Verdict
}

/// What happens to a trial at a rung.
public enum Verdict: Sendable, Hashable {
    /// The trial goes on to its next rung.
    case goOn
    /// The trial is recorded as pruned.
    case stop
    /// The trial waits until more trials have reached the rung or ended.
    case wait
}

extension CohortScheduler {
    public var rankingSize: Int { 0 }
    public var comparesWithinCohort: Bool { true }
    public var comparesEarlierCohorts: Bool { false }

    /// Empty: the rungs are those of the cohorts.
    public func rungs(through steps: Int) -> [Int] { [] }
    public func reopening(best: [Ranking.Entry]) -> Reopening { .none }
    public func isAdvanced(_ one: Standing, before other: Standing, direction: Direction) -> Bool { false }
    public func stopped(_ waiting: [Standing], best: Ranking) -> [Int] { [] }

    /// The cohorts where `size` is the number of trials of an independent sampler's cohort; nil where it is not stated.
    func cohorts(of sampler: any Sampler, size: Int?) throws(SchedulerError) -> Cohorts {
        if let adaptive = sampler as? any AdaptiveSampler {
            guard size == nil else { throw .cohortOfGenerations }
            return Cohorts(adaptive.generations, after: adaptive.givenCount)
        }
        guard let size else { throw .noCohort }
        return Cohorts(sizes: [size])
    }

    /// - Throws: ``SchedulerError`` where the rungs of these amounts, in units, are none or not distinct.
    func check(amounts: [Double], on scale: StepScale) throws(SchedulerError) {
        let unit = scale.unit.name
        guard let first = amounts.first, scale.step(after: first) < scale.count else {
            throw .noRung(first: amounts.first ?? 0, whole: scale.amount, unit: unit)
        }
        for (one, other) in zip(amounts, amounts.dropFirst()) {
            let step = scale.step(after: one)
            guard step < scale.count, step == scale.step(after: other) else { continue }
            throw .equalRungs(one, other, at: Double(step) / Double(scale.unit.steps), unit: unit)
        }
    }

    /// The rungs of these amounts, in units.
    func steps(at amounts: [Double], on scale: StepScale) -> [Int] {
        Set(amounts.map(scale.step)).filter { $0 < scale.count }.sorted()
    }

    public func check(_ sampler: any Sampler, budget: Int, on scale: StepScale) throws(SchedulerError) {
        let cohorts = try cohorts(of: sampler, on: scale)
        guard comparesWithinCohort, let whole = cohorts.whole(near: budget) else { return }
        throw .cutCohort(budget: budget, below: whole.below, above: whole.above)
    }
}
