import HyperparameterSearch
import SearchContracts
import Testing

@Suite struct SchedulerContractTests {
    static let subjects =
        [SchedulerContract.Subject("complete") { CompleteScheduler() }]
        + [1, 3, 40, 1000].map { count in .init("keep \(count)") { LosslessTopScheduler(count) } }
        + [
            .init("halving") { SuccessiveHalving(cohort: 8, eta: 2, first: 2) },
            .init("Hyperband") { Hyperband(eta: 2, first: 5) },
            .init("median") { MedianStopping(cohort: 8, every: 4) }, .init("race") { Race(seeds: 5, cohort: 8) },
            .init("patience") { Patience(reports: 2, every: 3) },
        ]

    @Test(arguments: subjects, SchedulerContract.clauses)
    func keepsTheContract(_ subject: SchedulerContract.Subject, _ clause: SchedulerContract.Clause) throws {
        try SchedulerContract.check(clause, of: subject)
    }

    @Test(arguments: ["complete", "keep 1", "keep 50"])
    func isFoundByItsText(_ text: String) throws {
        #expect(try #require(Schedulers.named(text)).text == text)
    }

    @Test(arguments: ["", "keep", "keep 0", "keep -1", "keep 05", "keep 1 2", "complete ", "prune"])
    func anUnknownTextIsNone(_ text: String) {
        #expect(Schedulers.named(text) == nil)
    }
}
