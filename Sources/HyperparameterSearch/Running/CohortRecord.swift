/// What a run has read of the trials of a study with a ``CohortScheduler``.
struct CohortRecord {
    /// The revision of the last change that was read.
    var revision: Int64 = 0
    /// The first cohort that has not ended; the cohorts below it are settled.
    var first = Int.min
    /// The trials of the open cohorts that have begun, by cohort and number.
    private var open: [Int: [Int: CohortTrial]] = [:]
    private var waiting: [Int: Set<Int>] = [:]
    /// The trials of the settled cohorts, by number; empty where they are not compared.
    private var settled: [CohortTrial] = []
    /// The values of the settled trials.
    private var settledValues = EarlierValues()
    /// The values of the trials below a boundary between cohorts, by the boundary.
    private var valuesBelow = [0: EarlierValues()]

    /// The open cohorts of which a trial has begun.
    var cohorts: [Int] { Array(open.keys) }

    mutating func note(_ trial: Trial, _ values: [Int: Double], inCohort index: Int) {
        open[index, default: [:]][trial.number] = CohortTrial(
            number: trial.number, values: values, outcome: trial.result?.outcome)
        if trial.state == .waiting {
            waiting[index, default: []].insert(trial.number)
        } else {
            waiting[index]?.remove(trial.number)
        }
    }

    func waiting(inCohort index: Int) -> Set<Int> { waiting[index] ?? [] }

    func trial(_ number: Int, inCohort index: Int) -> CohortTrial {
        open[index]?[number] ?? CohortTrial(number: number)
    }

    /// Takes a cohort out of the open ones.
    ///
    /// - Returns: its trials, by number.
    mutating func settle(_ index: Int) -> [CohortTrial] {
        waiting[index] = nil
        return (open.removeValue(forKey: index) ?? [:]).values.sorted { $0.number < $1.number }
    }

    /// Adds the trials of the next settled cohort, to be compared with those of later ones.
    ///
    /// - Parameter least: no open cohort asks for the trials below a smaller number.
    mutating func addEarlier(_ trials: [CohortTrial], least: Int) {
        settled += trials
        for trial in trials { settledValues.add(trial) }
        if settled.count >= least { valuesBelow[settled.count] = settledValues }
        valuesBelow = valuesBelow.filter { $0.key >= least }
    }

    /// Whether a settled trial that is compared has another outcome than it had.
    func contradicts(_ trial: Trial) -> Bool {
        settled.indices.contains(trial.number) && settled[trial.number].outcome != trial.result?.outcome
    }

    /// The ended trials below `end`, by number, and what is computed of them; nil where nothing is.
    func earlier(below end: Int) -> (trials: [CohortTrial], values: EarlierValues?) {
        guard end > settled.count else {
            return (end == settled.count ? settled : Array(settled[..<end]), valuesBelow[end])
        }
        let further = open.values.joined().map(\.value).filter { $0.number < end && $0.outcome != nil }
        return (settled + further.sorted { $0.number < $1.number }, nil)
    }
}
