/// Hyperband (Li et al. 2018, algorithm 1): brackets of successive halving that begin with many trials and a small
/// resource, or with few trials and a large one.
///
/// R is the whole evaluation, in units of `first`, the smallest resource of a trial, and s_max = floor(log_eta R).
/// The brackets s = s_max, ..., 0 follow each other, and then begin again; each is a cohort. Bracket s begins with
/// n = ceil((s_max + 1) eta^s / (s + 1)) trials and the resource R eta^-s. At its rung i, at R eta^(i - s), the best
/// floor(n eta^-(i + 1)) go on.
public struct Hyperband: CohortScheduler, Hashable {
    /// The factor by which the number of trials falls and the resource grows from rung to rung; at least 2.
    public let eta: Int
    /// The smallest resource of a trial, in units of the objective's steps.
    public let first: Double

    /// A scheduler whose smallest resource is `first` units. ``check(against:)`` checks the settings.
    public init(eta: Int = 3, first: Double) {
        self.eta = eta
        self.first = first
    }

    public var text: String { "hyperband eta \(eta) first \(first.shortestText)" }

    public func check(against objective: some Objective) throws(SchedulerError) {
        guard eta >= 2 else { throw .eta(eta) }
        guard first > 0, first.isFinite else { throw .amount("first", first) }
        try objective.requireIntermediateValues()
        let scale = StepScale(of: objective)
        try check(amounts: amounts(ofBracket: brackets(on: scale)[0], on: scale), on: scale)
    }

    /// The brackets s in their order: s_max, ..., 0.
    func brackets(on scale: StepScale) -> [Int] {
        let ratio = scale.amount / first
        var (largest, power) = (0, Double(eta))
        // The ratio may be less than a whole power of eta by its rounding.
        while power <= ratio * (1 + 1e-12) { (largest, power) = (largest + 1, power * Double(eta)) }
        return Array((0...largest).reversed())
    }

    /// The number of trials with which a bracket begins.
    func size(ofBracket bracket: Int, of count: Int) -> Int {
        let power = (0..<bracket).reduce(1) { power, _ in power * eta }
        return (count * power + bracket) / (bracket + 1)
    }

    private func amounts(ofBracket bracket: Int, on scale: StepScale) -> [Double] {
        (0..<bracket).map { rung in (rung..<bracket).reduce(scale.amount) { amount, _ in amount / Double(eta) } }
    }

    public func cohorts(of sampler: any Sampler, on scale: StepScale) throws(SchedulerError) -> Cohorts {
        guard !(sampler is any AdaptiveSampler) else { throw .bracketsOfGenerations }
        let brackets = brackets(on: scale)
        return Cohorts(sizes: brackets.map { size(ofBracket: $0, of: brackets.count) })
    }

    public func rungs(ofCohort index: Int, on scale: StepScale) -> [Int] {
        let brackets = brackets(on: scale)
        return steps(at: amounts(ofBracket: brackets[index % brackets.count], on: scale), on: scale)
    }

    public func verdict(on number: Int, atRung rung: Int, in cohort: CohortView) -> Verdict {
        SuccessiveHalving.verdict(on: number, atRung: rung, in: cohort, eta: eta)
    }
}

extension Scheduler where Self == Hyperband {
    /// Brackets of successive halving, from many trials with a small resource to few with the whole one.
    public static func hyperband(eta: Int = 3, first: Double) -> Hyperband { Hyperband(eta: eta, first: first) }
}
