/// Successive halving (Jamieson and Talwalkar 2016): of a cohort of n trials the best n / eta go on from the first rung,
/// the best n / eta^2 from the second one, and so on, but always at least one. The others are pruned.
///
/// The rungs lie at `first`, `first * eta`, `first * eta^2`, ... units. Equal values rank by number; failed trials
/// lose.
public struct SuccessiveHalving: CohortScheduler, Hashable {
    /// The number of trials of an independent sampler's cohort; nil for an adaptive sampler.
    public let cohort: Int?
    /// The factor by which the number of trials falls and the resource grows from rung to rung; at least 2.
    public let eta: Int
    /// The first rung, in units of the objective's steps.
    public let first: Double

    /// A scheduler whose first rung is at `first` units. ``check(against:)`` checks the settings.
    public init(cohort: Int?, eta: Int = 3, first: Double) {
        self.cohort = cohort
        self.eta = eta
        self.first = first
    }

    public var text: String {
        "successiveHalving" + (cohort.map { " cohort \($0)" } ?? "") + " eta \(eta) first \(first.shortestText)"
    }

    public func check(against objective: some Objective) throws(SchedulerError) {
        guard eta >= 2 else { throw .eta(eta) }
        guard first > 0, first.isFinite else { throw .amount("first", first) }
        if let cohort, cohort < eta { throw .smallCohort(cohort, eta: eta) }
        try objective.requireIntermediateValues()
        let scale = StepScale(of: objective)
        try check(amounts: amounts(on: scale), on: scale)
    }

    public func cohorts(of sampler: any Sampler, on scale: StepScale) throws(SchedulerError) -> Cohorts {
        try cohorts(of: sampler, size: cohort)
    }

    public func rungs(ofCohort index: Int, on scale: StepScale) -> [Int] { steps(at: amounts(on: scale), on: scale) }

    private func amounts(on scale: StepScale) -> [Double] {
        var amounts = [first]
        while let last = amounts.last, last * Double(eta) < scale.amount { amounts.append(last * Double(eta)) }
        return amounts
    }

    public func verdict(on number: Int, atRung rung: Int, in cohort: CohortView) -> Verdict {
        Self.verdict(on: number, atRung: rung, in: cohort, eta: eta)
    }

    static func verdict(on number: Int, atRung rung: Int, in cohort: CohortView, eta: Int) -> Verdict {
        for rung in 0...rung {
            guard let best = best(atRung: rung, in: cohort, eta: eta) else { return .wait }
            guard best.contains(number) else { return .stop }
        }
        return .goOn
    }

    /// The numbers of the trials that go on from a rung; nil while not all that go on from the rung before it have
    /// reached this one.
    private static func best(atRung rung: Int, in cohort: CohortView, eta: Int) -> Set<Int>? {
        cohort.survivors.numbers(CohortView.Survivors.Key(rung: rung, eta: eta)) {
            var group = cohort.trials
            if rung > 0 {
                guard let before = best(atRung: rung - 1, in: cohort, eta: eta) else { return nil }
                group = group.filter { before.contains($0.number) }
            }
            let step = cohort.rungs[rung]
            guard group.allSatisfy({ $0.hasReached(step) }) else { return nil }
            let count = (0...rung).reduce(cohort.trials.count) { count, _ in count / eta }
            let ranked = group.compactMap { trial in
                trial.value(at: step).map { Ranking.Entry(number: trial.number, value: $0) }
            }
            let best = ranked.sorted { one, other in
                one.value == other.value
                    ? one.number < other.number : cohort.direction.prefers(one.value, to: other.value)
            }
            return Set(best.prefix(max(1, count)).map(\.number))
        }
    }
}

extension Scheduler where Self == SuccessiveHalving {
    /// Of each cohort the best n / eta go on at each rung.
    public static func successiveHalving(cohort: Int?, eta: Int = 3, first: Double) -> SuccessiveHalving {
        SuccessiveHalving(cohort: cohort, eta: eta, first: first)
    }
}
