import HyperparameterSearch
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite("The cohorts of a study") struct CohortsTests {
    @Test("follow each other by number, and every trial is in one")
    func numbers() {
        for cohorts in [
            Cohorts(sizes: [9]), Cohorts(sizes: [1]), Cohorts(sizes: [81, 34, 15, 8, 5]),
            Cohorts(Generations(size: 8, lag: 1), after: 3), Cohorts(Generations(size: 5, lag: 0), after: 0),
        ] {
            var next = 0
            for index in (cohorts.points > 0 ? -1 : 0)..<12 {
                let numbers = cohorts.numbers(of: index)
                #expect(numbers.lowerBound == next)
                #expect(numbers.allSatisfy { cohorts.index(of: $0) == index })
                next = numbers.upperBound
            }
        }
    }

    @Test("of an adaptive sampler know the generations that the sampler knows")
    func earlier() {
        let waiting = Cohorts(Generations(size: 8, lag: 0), after: 3)
        #expect((-1...2).map(waiting.earlierEnd) == [0, 3, 11, 19])
        let lagging = Cohorts(Generations(size: 8, lag: 1), after: 3)
        #expect((-1...3).map(lagging.earlierEnd) == [0, 0, 3, 11, 19])
        #expect((0...2).map(Cohorts(sizes: [4, 2]).earlierEnd) == [0, 4, 6])
    }

    @Test("are whole, or the nearest whole numbers of trials are known")
    func whole() throws {
        let cohorts = Cohorts(sizes: [9, 4])
        for budget in [9, 13, 22, 26] { #expect(cohorts.whole(near: budget) == nil) }
        #expect(try #require(cohorts.whole(near: 21)) == (13, 22))
        #expect(try #require(cohorts.whole(near: 5)) == (0, 9))
    }
}

@Suite("Amounts in units as steps") struct StepScaleTests {
    @Test("are the steps themselves where an objective can report at each")
    func steps() {
        let scale = StepScale(count: 100, unit: StepUnit("epoch", steps: 10))
        #expect(scale.amount == 10)
        #expect([0.01, 0.1, 0.11, 1, 10.0 / 3, 9.9, 10, 11].map(scale.step) == [1, 1, 2, 10, 34, 99, 100, 100])
        // 0.3 * 10 is 3, and 0.1 * 3 * 10 a little more.
        #expect(scale.step(after: 0.1 * 3) == 3)
    }

    @Test("are the first milestone that follows; a milestone is the whole step before its amount")
    func milestones() {
        let scale = StepScale(count: 303, unit: StepUnit("epoch", steps: 101), milestones: [101, 126, 151, 202, 252])
        #expect([0.2, 1, 1.25, 1.5, 1.6, 2, 2.5, 2.6].map(scale.step) == [101, 101, 126, 151, 202, 202, 252, 303])
    }
}
