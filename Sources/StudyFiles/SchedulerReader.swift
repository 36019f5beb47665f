import HyperparameterSearch

/// Reads the key `scheduler` of a study file.
struct SchedulerReader {
    let value: YAMLValue

    /// The words for schedulers: `scheduler: {hyperband: {first: 1}}`.
    enum Word: String, CaseIterable {
        case successiveHalving
        case hyperband
        case median
        case patience
    }

    private static let remedy =
        "write {successiveHalving: {cohort: 9, eta: 3, first: 1}}, {hyperband: {eta: 3, first: 1}}, "
        + "{median: {cohort: 8}} or {patience: {reports: 5}}"

    func scheduler() throws(StudyFileError) -> DeclaredScheduler {
        guard value.isMapping else { throw value.error(rule: "this is not a scheduler", remedy: Self.remedy) }
        let schedulers = try value.mapping("a scheduler")
        try schedulers.allow(only: Self.keys)
        let found = Word.allCases.filter { schedulers[$0.rawValue] != nil }
        guard found.count == 1, let settings = schedulers[found[0].rawValue] else {
            throw value.error(
                rule: found.isEmpty ? "this is not a scheduler" : "a study has one scheduler", remedy: Self.remedy)
        }
        return try scheduler(found[0], settings.mapping("the settings of the scheduler"))
    }

    private func scheduler(_ word: Word, _ settings: YAMLMapping) throws(StudyFileError) -> DeclaredScheduler {
        try settings.allow(only: Self.keys(of: word))
        let eta = try settings["eta"]?.integer(in: Self.etas) ?? Self.usualEta
        let every = try settings["every"]?.positiveNumber()
        switch word {
        case .successiveHalving:
            let cohort = try settings["cohort"]?.integer(in: eta...StudyDefinition.largestBudget)
            return .successiveHalving(
                SuccessiveHalving(
                    cohort: cohort, eta: eta, first: try settings.required("first").positiveNumber()))
        case .hyperband:
            return .hyperband(Hyperband(eta: eta, first: try settings.required("first").positiveNumber()))
        case .median:
            return .median(
                MedianStopping(cohort: try settings["cohort"]?.integer(in: StudyKeys.trialCounts), every: every))
        case .patience:
            return .patience(
                Patience(reports: try settings.required("reports").integer(in: Self.reportCounts), every: every))
        }
    }

    /// Checks what can be checked without the objective: that the scheduler goes with the study's sampler and trials.
    func check(_ scheduler: DeclaredScheduler, of study: DeclaredStudy, sampler: any Sampler, budget: Int)
        throws(StudyFileError)
    {
        let cohort: Int?
        switch scheduler {
        case .successiveHalving(let halving): cohort = halving.cohort
        case .median(let median): cohort = median.cohort
        case .hyperband:
            guard sampler is any AdaptiveSampler else { return }
            throw value.error(
                rule: "its brackets have different sizes, and the generations of a sampler that learns have one",
                remedy: "use successiveHalving, or a sampler that does not learn")
        case .patience: return
        }
        if let adaptive = sampler as? any AdaptiveSampler {
            guard cohort == nil else {
                throw value.error(
                    rule: "the cohorts of a sampler that learns are its generations of \(adaptive.generations.size)",
                    remedy: "remove 'cohort'")
            }
        } else if cohort == nil {
            throw value.error(
                rule: "the sampler has no generations, so the number of trials that are compared is missing",
                remedy: "add 'cohort', as in {cohort: 9}")
        }
        // How many steps an evaluation has does not matter to these schedulers' cohorts.
        do {
            try scheduler.scheduler.check(sampler, budget: budget, on: StepScale(count: 2))
        } catch .cutCohort(_, let below, let above) {
            throw value.error(
                rule: "\(budget) trials, points included, are not a number of whole cohorts, and the last one could "
                    + "not be compared",
                remedy: "have " + (below > 0 ? "\(below) or " : "") + "\(above) trials, or other cohorts")
        } catch {
            throw value.error(rule: "\(error)", remedy: Self.remedy)
        }
    }
}
