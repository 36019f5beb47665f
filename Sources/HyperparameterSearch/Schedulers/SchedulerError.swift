/// The error of a scheduler that cannot work with an objective, a sampler or a number of trials.
public enum SchedulerError: Error, Hashable, CustomStringConvertible {
    /// Lossless pruning needs a bound that can only get worse, and the objective has none.
    case noMonotoneBound
    /// Lossless pruning would keep fewer than one trial.
    case keepsNothing(Int)
    /// The objective has no values on the way.
    case noIntermediateValues
    /// There is no step before the last one at which trials could be compared.
    case noRung(first: Double, whole: Double, unit: String)
    /// Two rungs, in units, are compared at the same report.
    case equalRungs(Double, Double, at: Double, unit: String)
    /// The objective does not state the steps at which it reports, and the scheduler does not state a distance, in
    /// this unit.
    case noMilestones(unit: String)
    /// `eta` is below 2.
    case eta(Int)
    /// A setting, in units, is not above 0.
    case amount(String, Double)
    /// Patience over fewer than one report.
    case noReports(Int)
    /// A cohort has fewer trials than `eta`, so that none could be stopped.
    case smallCohort(Int, eta: Int)
    /// An independent sampler has no generations, and the scheduler does not state the size of a cohort.
    case noCohort
    /// The cohorts of an adaptive sampler are its generations, and the scheduler states another size.
    case cohortOfGenerations
    /// Hyperband states the sizes of its brackets, and an adaptive sampler has generations of one size.
    case bracketsOfGenerations
    /// The number of trials is not one of whole cohorts.
    case cutCohort(budget: Int, below: Int, above: Int)
    /// The objective does not evaluate a trial with this many seeds of equally many steps.
    case noSeeds(Int, steps: Int)
    /// A scheduler compares trials of a cohort, and a shard does not have all of them.
    case shard(Shard)

    /// The rule that is broken, without the remedy.
    public var rule: String { String(description.prefix { $0 != ";" }) }
    /// What to do about it, in the library's terms.
    public var remedy: String { String(description.drop { $0 != ";" }.dropFirst(2)) }

    /// A rule and a remedy, with a semicolon between them and nowhere else.
    public var description: String {
        switch self {
        case .noMonotoneBound:
            "this objective has no bound that only gets worse, so trials cannot be pruned without losing some; "
                + "run it without keeping only the best"
        case .keepsNothing(let count):
            "keeping the best \(count) keeps nothing; give 1 or more, or leave it out"
        case .noIntermediateValues:
            "this objective has no values before its last step, so trials cannot be compared on the way; "
                + "evaluate every trial to its end"
        case .noRung(let first, let whole, let unit):
            "a whole evaluation has \(Self.count(whole, unit)), and no report before its end lies at or after "
                + "\(Self.count(first, unit)); give less"
        case .equalRungs(let one, let other, let place, let unit):
            "the rungs at \(Self.count(one, unit)) and \(Self.count(other, unit)) are both compared at the report after "
                + "\(Self.count(place, unit)), the first one that follows; begin at \(place.shortestText)"
        case .noMilestones(let unit):
            "this objective does not say at which steps it reports; state the distance of the rungs in \(unit)s"
        case .eta(let eta): "eta is \(eta), and one in eta trials goes on; give 2 or more"
        case .amount(let name, let value): "\(name) is \(value.shortestText); give a number above 0"
        case .noReports(let count): "a patience of \(count) reports stops every trial at once; give 1 or more"
        case .smallCohort(let size, let eta):
            "a cohort of \(size) is too small where one in \(eta) goes on; give \(max(eta, 1)) or more"
        case .noCohort:
            "the sampler has no generations, so the scheduler needs the number of trials of a cohort; state it"
        case .cohortOfGenerations:
            "the cohorts of an adaptive sampler are its generations; leave the size of the cohort out"
        case .bracketsOfGenerations:
            "the brackets of Hyperband have different sizes, and the generations of an adaptive sampler one; "
                + "use successive halving, or an independent sampler"
        case .cutCohort(let budget, let below, let above):
            "\(budget) trials are not a number of whole cohorts, and the last cohort could not be compared; give "
                + (below > 0 ? "\(below) or " : "") + "\(above) trials"
        case .noSeeds(let seeds, let steps):
            "a trial of this objective has \(steps.counted("step")), which cannot be divided into \(seeds) equal parts; race "
                + "over 2 seeds or more, as many as the objective repeats"
        case .shard(let shard):
            "the trials of a cohort are compared with each other, so shard \(shard) cannot be searched by itself; "
                + "evaluate the whole study in one store, with as many processes as you like"
        }
    }

    private static func count(_ amount: Double, _ unit: String) -> String {
        "\(amount.shortestText) \(unit)" + (amount == 1 ? "" : "s")
    }
}

extension Objective {
    /// - Throws: ``SchedulerError/noIntermediateValues``.
    func requireIntermediateValues() throws(SchedulerError) {
        guard hasIntermediateValues, steps > 1 else { throw .noIntermediateValues }
    }
}
