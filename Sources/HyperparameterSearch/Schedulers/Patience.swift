/// Stops a trial whose own value has not improved over a number of reports. Trials are not compared with each other, so
/// none waits.
public struct Patience: CohortScheduler, Hashable {
    /// The number of reports in a row without an improvement after which a trial is pruned.
    public let reports: Int
    /// The distance of the reports in units of the objective's steps; nil for a report at each milestone.
    public let every: Double?

    /// A scheduler with a report every `every` units. ``check(against:)`` checks the settings.
    public init(reports: Int, every: Double? = nil) {
        self.reports = reports
        self.every = every
    }

    public var comparesWithinCohort: Bool { false }

    public var text: String { "patience \(reports)" + (every.map { " every \($0.shortestText)" } ?? "") }

    public func check(against objective: some Objective) throws(SchedulerError) {
        guard reports >= 1 else { throw .noReports(reports) }
        try EvenRungs(every: every).check(against: objective)
    }

    public func cohorts(of sampler: any Sampler, on scale: StepScale) -> Cohorts { Cohorts(sizes: [1]) }

    public func rungs(ofCohort index: Int, on scale: StepScale) -> [Int] { EvenRungs(every: every).steps(on: scale) }

    public func verdict(on number: Int, atRung rung: Int, in cohort: CohortView) -> Verdict {
        guard let trial = cohort.trial(number) else { return .goOn }
        let values = cohort.rungs[...rung].compactMap { trial.values[$0] }
        guard values.count > reports else { return .goOn }
        let (before, recent) = (values.dropLast(reports), values.suffix(reports))
        let hasImproved = recent.contains { value in before.allSatisfy { cohort.direction.prefers(value, to: $0) } }
        return hasImproved ? .goOn : .stop
    }
}

extension Scheduler where Self == Patience {
    /// Stops trials whose own values do not improve any more.
    public static func patience(_ reports: Int, every: Double? = nil) -> Patience {
        Patience(reports: reports, every: every)
    }
}

/// Rungs at equal distances, or at each milestone.
struct EvenRungs {
    /// In units; nil for each milestone.
    let every: Double?

    func check(against objective: some Objective) throws(SchedulerError) {
        try objective.requireIntermediateValues()
        let scale = StepScale(of: objective)
        if let every {
            guard every > 0, every.isFinite else { throw .amount("every", every) }
        } else if scale.milestones.isEmpty {
            throw .noMilestones(unit: scale.unit.name)
        }
        guard !steps(on: scale).isEmpty else {
            throw .noRung(first: every ?? scale.amount, whole: scale.amount, unit: scale.unit.name)
        }
    }

    func steps(on scale: StepScale) -> [Int] {
        guard let every else { return scale.milestones.filter { $0 < scale.count } }
        // Distances below a step are a rung at every step.
        let distance = max(every, 1 / Double(scale.unit.steps))
        let amounts = (1...max(1, Int(scale.amount / distance))).map { Double($0) * distance }
        return Set(amounts.map(scale.step)).filter { $0 < scale.count }.sorted()
    }
}
