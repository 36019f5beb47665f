import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@Suite("Schedulers that cannot be") struct SchedulerRefusalTests {
    static let refusals: [(any CohortScheduler, SchedulerError, says: String)] = [
        (SuccessiveHalving(cohort: 8, eta: 1, first: 1), .eta(1), "give 2 or more"),
        (SuccessiveHalving(cohort: 8, eta: 2, first: 0), .amount("first", 0), "give a number above 0"),
        (SuccessiveHalving(cohort: 2, eta: 3, first: 1), .smallCohort(2, eta: 3), "give 3 or more"),
        (
            SuccessiveHalving(cohort: 8, eta: 2, first: 25), .noRung(first: 25, whole: 25, unit: "step"),
            "a whole evaluation has 25 steps"
        ),
        (
            SuccessiveHalving(cohort: 8, eta: 2, first: 1), .equalRungs(1, 2, at: 5, unit: "step"),
            "the rungs at 1 step and 2 steps are both compared at the report after 5 steps"
        ),
        (SuccessiveHalving(cohort: nil, eta: 2, first: 5), .noCohort, "state it"),
        (Hyperband(eta: 0, first: 1), .eta(0), "give 2 or more"),
        (Hyperband(eta: 2, first: -1), .amount("first", -1), "give a number above 0"),
        (MedianStopping(cohort: 0), .smallCohort(0, eta: 1), "give 1 or more"),
        (MedianStopping(cohort: 4, every: 0), .amount("every", 0), "give a number above 0"),
        (MedianStopping(cohort: nil), .noCohort, "state it"),
        (Race(seeds: 5, cohort: 0), .smallCohort(0, eta: 1), "give 1 or more"),
        (Race(seeds: 4, cohort: 8), .noSeeds(4, steps: 25), "race over 2 seeds or more"),
        (Race(seeds: 5, cohort: nil), .noCohort, "state it"),
        (Patience(reports: 0), .noReports(0), "give 1 or more"),
        (Patience(reports: 1, every: 30), .noRung(first: 30, whole: 25, unit: "step"), "give less"),
        (
            SuccessiveHalving(cohort: 4, eta: 2, first: 5), .cutCohort(budget: 9, below: 8, above: 12),
            "give 8 or 12 trials"
        ),
    ]

    @Test("say what is wrong, and what to do", arguments: refusals.indices)
    func refused(_ index: Int) throws {
        let (scheduler, wanted, says) = Self.refusals[index]
        let store = InMemoryStore()
        let study = try LongSearch.open(in: store)
        let error = try #require(throws: SchedulerError.self) {
            try StudyRunner(
                study: study, store: store, sampler: LongSearch.sampler(), objective: LongObjective(),
                threads: ThreadCount(1, cores: 1), scheduler: scheduler)
        }
        #expect(error == wanted)
        #expect(error.description.contains(says), "\(error)")
    }

    @Test("do not go with an objective without values on the way, or without milestones, or with a shard")
    func objectives() throws {
        let store = InMemoryStore()
        let study = try LongSearch.open(in: store)
        let closure = ClosureObjective(.minimize) { _ in 1 }
        #expect(throws: SchedulerError.noIntermediateValues) { try Patience(reports: 1).check(against: closure) }
        #expect(throws: SchedulerError.noMilestones(unit: "step")) {
            try Patience(reports: 1).check(against: LongObjective(milestones: []))
        }
        let shard = try #require(Shard("1/2"))
        #expect(throws: SchedulerError.shard(shard)) {
            try StudyRunner(
                study: study, store: store, sampler: LongSearch.sampler(), objective: LongObjective(),
                threads: ThreadCount(1, cores: 1), scheduler: Patience(reports: 1), shard: shard)
        }
    }

    @Test("with a sampler that learns: its generations are the cohorts")
    func adaptive() throws {
        let sampler = MeanSampler(size: 8, lag: 1)
        let scale = StepScale(count: 25)
        #expect(throws: SchedulerError.cohortOfGenerations) {
            try SuccessiveHalving(cohort: 8, first: 1).check(sampler, budget: 16, on: scale)
        }
        #expect(throws: SchedulerError.bracketsOfGenerations) {
            try Hyperband(first: 1).check(sampler, budget: 16, on: scale)
        }
        #expect(throws: SchedulerError.cutCohort(budget: 17, below: 16, above: 24)) {
            try SuccessiveHalving(cohort: nil, first: 1).check(sampler, budget: 17, on: scale)
        }
        try MedianStopping(cohort: nil, every: 1).check(sampler, budget: 17, on: scale)
    }
}
